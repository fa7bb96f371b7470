"""The words that the sample bureau is made of.

Everything here is invented: the county does not exist, its schools are named after the solar terms, fields
and the weather, and the prefecture number in its region code is not assigned to any city, so that no code
made from it can belong to a real school. The statutes and articles in `ITEMS` are real.
"""

from typing import NamedTuple

COUNTY = "青禾县"
BUREAU = "青禾县教育和体育局"
REGION = "131226"  # 13 is Hebei; Hebei has no prefecture 12

UNITS = ("城关镇中心学校", "河湾乡中心学校", BUREAU)
"""The supervising units. The first two have the public schools, the bureau the private ones."""

AREAS = {
    "城关镇中心学校": ("城关镇", "柳坪镇"),
    "河湾乡中心学校": ("河湾乡", "石磨乡"),
    BUREAU: ("城关镇", "柳坪镇", "河湾乡"),
}
ROADS = ("麦浪路", "晒谷街", "新桥路", "水车巷", "槐荫街", "书田路", "月台街", "石榴巷")

JUNIOR = (
    *("立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑"),
    *("立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒"),
)
PRIMARY = (
    *("稻香", "麦穗", "荞花", "豆蔻", "棉桃", "葵园", "桑叶"),
    *("竹溪", "梅坞", "松果", "橘灯", "杏雨", "枣林", "藕塘"),
)
KINDERGARTEN = (
    *("小蝌蚪", "小蒲公英", "小水滴", "小瓢虫", "小山雀"),
    *("小云朵", "小松鼠", "小陀螺", "小风车", "小月亮"),
)
PRIVATE = ("问渠", "凌霄", "知行", "听涛", "望岳", "临池")
TRAINING = ("墨点书法", "飞檐模型", "弦歌器乐", "棋枰", "陶然美术", "逐风轮滑")


class Kind(NamedTuple):
    """A category of targets; `legal_person` is the first two digits of their credit codes."""

    category: str
    legal_person: str
    names: tuple[str, ...]
    ending: str
    private: bool


KINDS = (
    Kind("公办初级中学", "12", JUNIOR, "初级中学", private=False),
    Kind("小学", "12", PRIMARY, "小学", private=False),
    Kind("幼儿园", "12", KINDERGARTEN, "幼儿园", private=False),
    Kind("民办学校", "52", PRIVATE, "学校", private=True),
    Kind("校外培训机构", "91", TRAINING, "培训学校有限公司", private=True),
)

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹"
GIVEN_NAMES = (
    *("青岚", "望舒", "听雨", "禾生", "晴川", "若谷", "远帆", "牧云", "知秋", "怀瑾", "砚秋", "清越"),
    *("松年", "映雪", "秋实", "春野", "守拙", "思齐", "行舟", "长风", "晚晴", "予安", "景行", "微澜"),
    *("书辰", "念桥", "北辰", "沐阳", "修竹", "星河", "素问", "子衿", "岁安", "闻溪", "东篱", "南乔"),
)

POSTS = {
    # unit: its sections and how many inspectors each has
    "城关镇中心学校": (("教学管理股", 4), ("安全管理股", 3)),
    "河湾乡中心学校": (("教学管理股", 4), ("安全管理股", 3)),
    BUREAU: (("教育督导股", 4), ("校园安全股", 3), ("民办教育股", 3)),
}
DUTIES = ("科员", "科员", "副股长", "股长", "督学")
SPECIALTIES = ("教育管理", "校园安全", "学前教育", "财务审计", "食品营养", "体育卫生")

ITEMS = (
    # code, project, content, basis, method, section, is a photo needed
    (
        *("JY-01", "校园安全", "安全制度和应急机制是否建立健全，安全隐患是否及时消除"),
        *("《中华人民共和国义务教育法》第二十四条", "实地核查", "校园安全股", True),
    ),
    (
        *("JY-02", "均衡编班", "是否分设重点班和非重点班"),
        *("《中华人民共和国义务教育法》第二十二条", "信息比对、实地核查", "教育督导股", False),
    ),
    (
        *("JY-03", "收费行为", "是否违反国家规定收取费用，是否向学生推销或者变相推销商品、服务"),
        *("《中华人民共和国义务教育法》第二十五条", "信息比对、实地核查", "教育督导股", False),
    ),
    (
        *("JY-04", "教师资格", "专门从事教育教学工作的人员是否依法取得教师资格"),
        *("《教师资格条例》第二条", "信息比对", "教育督导股", False),
    ),
    (
        *("JY-05", "学校食堂", "食堂是否遵守食品安全标准，订餐时是否按照要求查验所订购的食品"),
        *("《中华人民共和国食品安全法》第五十七条", "实地核查", "校园安全股", True),
    ),
    (
        *("JY-06", "从业查询", "招聘时及每年是否查询工作人员有无性侵害、虐待、拐卖、暴力伤害等违法犯罪记录"),
        *("《中华人民共和国未成年人保护法》第六十二条", "信息比对", "教育督导股", False),
    ),
)
