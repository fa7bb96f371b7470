"""汐滨县: schools, kindergartens and training, for 昌黎县教育局's plan of 2017."""

from demo.samples.guides import LICENSED_TEACHING, RECORD_QUERIES, made_guide
from demo.samples.sample import Kind, Sample, SampleItem

_NORTH, _HARBOUR, BUREAU = "城北总校", "海口总校", "汐滨县教育局"
_PUBLIC = (_NORTH, _HARBOUR)
_SCHOOLS = ("潮生", "白鸥", "渔火", "沙堤", "灯塔", "海棠", "归帆", "芦花", "盐田", "听潮", "贝壳", "珊瑚")
_KINDERGARTEN = ("小海星", "小帆船", "小贝壳", "小海豚", "小浪花", "小螃蟹", "小海鸥", "小水手")
_TRAINING = (
    *("潮声合唱", "帆影摄影", "海图编程", "鸥鸣口琴", "沙画", "渔歌戏曲", "灯塔棋艺", "浪花游泳"),
    *("贝雕手工", "盐田书法"),
)
_NO, _YES = "否", "是"

SAMPLE = Sample(
    county="汐滨县",
    bureau=BUREAU,
    region="131227",
    prefix="XB",
    units=(_NORTH, _HARBOUR, BUREAU),
    areas={_NORTH: ("城北镇",), _HARBOUR: ("海口镇",), BUREAU: ("城北镇", "海口镇")},
    kinds=(
        Kind("中小学校", "12", _SCHOOLS, "学校", _PUBLIC),
        Kind("幼儿园", "12", _KINDERGARTEN, "幼儿园", _PUBLIC),
        Kind(
            "校外培训机构",
            "91",
            _TRAINING,
            "培训学校有限公司",
            (BUREAU,),
            {"是否黑名单": (_NO, _NO, _NO, _YES, _NO, _NO, _NO, _YES, _NO, _NO)},
        ),
    ),
    posts={
        _NORTH: (("安全督导组", 6),),
        _HARBOUR: (("安全督导组", 6),),
        BUREAU: (("民办教育股", 5), ("行政执法办公室", 4)),
    },
    items=(
        SampleItem(
            "CL-01",
            "办学安全",
            "安全制度和应急机制是否建立健全，安全隐患是否及时消除",
            "《中华人民共和国义务教育法》第二十四条",
            "实地核查",
            "安全督导组",
            photo=True,
            guide=made_guide(
                "查：安全制度、应急预案、最近一次演练记录和隐患台账；有校车的，驾驶人和车辆的许可。",
                "看：校门值守、疏散通道、消防器材、围墙和护栏；台账上的隐患是否已经消除。",
                "正常：制度和演练有记录，通道畅通，器材有效，隐患按期消除。",
                "不正常：通道堵塞、上锁，器材失效，没有演练，隐患逾期。请拍照；有危险的当场按“报告险情”。",
            ),
        ),
        SampleItem(
            "CL-02",
            "民办学校办学行为",
            "是否按照办学许可的范围办学，收费项目和标准是否公示",
            "《中华人民共和国民办教育促进法》第四十一条",
            "实地核查",
            "民办教育股",
            guide=LICENSED_TEACHING,
        ),
        SampleItem(
            "CL-03",
            "从业查询",
            "招聘时及每年是否查询工作人员有无性侵害、虐待、拐卖、暴力伤害等违法犯罪记录",
            "《中华人民共和国未成年人保护法》第六十二条",
            "信息比对",
            "行政执法办公室",
            guide=RECORD_QUERIES,
        ),
    ),
)
