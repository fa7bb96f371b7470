"""云岫县: the departments of a county together, for 曲双随机办〔2022〕6号."""

from demo.samples.guides import CANTEEN, LICENSED_TEACHING, made_guide
from demo.samples.sample import Kind, Sample, SampleItem

_EDUCATION, _MARKET, _FIRE = "云岫县教育和体育局", "云岫县市场监督管理局", "云岫县消防救援大队"
_PRIVATE = ("松涛", "鹤鸣", "石桥", "云梯", "半山", "晓钟", "芦荻", "青藤", "望江", "采薇")
_TRAINING = ("砚池书法", "竹笛", "白帆美术", "木偶戏剧", "星图编程", "云手武术", "风铃舞蹈", "陶轮手工")
_KINDERGARTEN = ("小橡果", "小麻雀", "小溪流", "小豌豆", "小萤火", "小白鹭")

SAMPLE = Sample(
    county="云岫县",
    bureau=_EDUCATION,
    region="131228",
    prefix="YX",
    units=(_EDUCATION, _MARKET, _FIRE),
    areas={_EDUCATION: ("云岫镇", "石桥镇"), _MARKET: ("云岫镇",), _FIRE: ("云岫镇",)},
    kinds=(
        Kind("民办学校", "52", _PRIVATE, "学校", (_EDUCATION,)),
        Kind("校外培训机构", "91", _TRAINING, "培训学校有限公司", (_EDUCATION,)),
        Kind("民办幼儿园", "52", _KINDERGARTEN, "幼儿园", (_EDUCATION,)),
    ),
    posts={_EDUCATION: ((_EDUCATION, 9),), _MARKET: ((_MARKET, 8),), _FIRE: ((_FIRE, 7),)},
    items=(
        SampleItem(
            "LH-01",
            "办学行为",
            "是否按照办学许可的范围办学，收费项目和标准是否公示",
            "《中华人民共和国民办教育促进法》第四十一条",
            "实地核查",
            _EDUCATION,
            guide=LICENSED_TEACHING,
        ),
        SampleItem(
            "LH-02",
            "食堂食品安全",
            "食堂是否遵守食品安全标准，订餐时是否按照要求查验所订购的食品",
            "《中华人民共和国食品安全法》第五十七条",
            "实地核查",
            _MARKET,
            photo=True,
            guide=CANTEEN,
        ),
        SampleItem(
            "LH-03",
            "消防安全",
            "消防安全职责是否落实，疏散通道、安全出口是否畅通",
            "《中华人民共和国消防法》第十六条",
            "实地核查",
            _FIRE,
            photo=True,
            guide=made_guide(
                "查：消防安全制度、责任人、每日巡查和器材检查记录、最近一次演练记录。",
                "看：疏散通道、安全出口、应急照明和指示标志、灭火器的压力和有效期；出口能否从里面打开。",
                "正常：职责落实到人，巡查有记录，通道、出口畅通，器材有效。",
                "不正常：通道或者出口堵塞、上锁，器材失效，没有巡查。请拍照；有危险的当场按“报告险情”。",
            ),
        ),
    ),
)
