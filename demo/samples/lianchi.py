"""Training institutions of a district and three departments, for 保莲双随机办[2023]10号.

The notice sets conditions on the district's own name, so the invented institutions lie in 莲池区; the
items are those that the notice names, their legal bases were added.
"""

from demo.samples.sample import Kind, Sample, SampleItem

_EDUCATION, _LABOUR, _HEALTH = "莲池区教育和体育局", "莲池区人社局", "莲池区卫健局"
_NAMES = (
    *("白榆舞蹈", "荷风书法", "藕孔编程", "莲蓬美术", "蛙声合唱", "垂柳棋艺", "石舫戏剧", "采菱器乐"),
    *("浮萍手工", "水榭朗诵", "莼羹烹饪", "红蓼摄影", "画桥国画", "菰米茶艺", "翠盖轮滑", "浅渚模型"),
    *("鸥波游泳", "蓼汀篮球", "菱歌声乐", "荻花口才", "萍踪英语", "芦笛音乐"),
)
_TIERS = ("高风险", *["较高风险"] * 2, *["一般风险"] * 4, *["低风险"] * 10, *["低风险"] * 5)
_FOUNDED = (*["2019年9月1日"] * 20, "2023年6月15日", "2018年3月5日")
_REPORTS = (*["2022"] * 18, "2021", "2021", "2022", "2022")
_STANDING = (*["合格"] * 17, "经营异常", "合格", "合格", "合格", "合格")
_LAW = "《中华人民共和国民办教育促进法》第四十一条"


def _item(code: str, project: str, basis: str, department: str) -> SampleItem:
    return SampleItem(code, project, project, basis, "信息比对、实地核查", department)


SAMPLE = Sample(
    county="莲池区",
    bureau=_EDUCATION,
    region="131229",
    prefix="LC",
    units=(_EDUCATION, _LABOUR, _HEALTH),
    areas={_EDUCATION: ("莲池区",), _LABOUR: ("莲池区",), _HEALTH: ("莲池区",)},
    kinds=(
        Kind(
            "校外培训机构",
            "91",
            _NAMES,
            "培训学校有限公司",
            (_EDUCATION,),
            {"风险等级": _TIERS, "成立日期": _FOUNDED, "年报年度": _REPORTS, "登记状态": _STANDING},
        ),
    ),
    posts={_EDUCATION: ((_EDUCATION, 8),), _LABOUR: ((_LABOUR, 7),), _HEALTH: ((_HEALTH, 6),)},
    items=(
        _item("LC-01", "学校安全工作检查", "《中华人民共和国义务教育法》第二十四条", _EDUCATION),
        _item("LC-02", "校外培训机构检查", _LAW, _EDUCATION),
        _item("LC-03", "中小学教师继续教育工作检查", "《中小学教师继续教育规定》", _EDUCATION),
        _item("LC-04", "学校体育、美育、卫生与健康教育工作检查", "《中华人民共和国体育法》", _EDUCATION),
        _item("LC-05", "对中小学国家课程教材使用的检查", "《中小学教材管理办法》", _EDUCATION),
        _item("LC-06", "对中小学地方课程教材的检查", "《中小学教材管理办法》", _EDUCATION),
        _item(
            "LC-07",
            "对文艺、体育等专业训练的社会组织自行实施义务教育的检查",
            "《中华人民共和国义务教育法》第十四条",
            _EDUCATION,
        ),
        _item("LC-08", "对经营高危险性体育项目监管", "《全民健身条例》第三十二条", _EDUCATION),
        _item("LC-09", "对专业技术职务评聘、考试工作的监督检查", "《事业单位人事管理条例》", _LABOUR),
        _item(
            "LC-10",
            "对事业单位执行《国务院关于职工工作时间的规定》和带薪年休假情况的监督检查",
            "《国务院关于职工工作时间的规定》、《职工带薪年休假条例》",
            _LABOUR,
        ),
        _item(
            "LC-11",
            "对事业单位职工人数、工资总额计划、工资基金和增人计划执行情况进行监督检查",
            "《事业单位人事管理条例》",
            _LABOUR,
        ),
        _item(
            "LC-12",
            "对《中华人民共和国就业促进法》实施情况的监督检查",
            "《中华人民共和国就业促进法》第六十条",
            _LABOUR,
        ),
        _item("LC-13", "对民办学校的监督检查", _LAW, _LABOUR),
        _item("LC-14", "对学校卫生的监督检查", "《学校卫生工作条例》第二十八条", _HEALTH),
    ),
)
