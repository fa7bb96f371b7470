"""朔原市: a city's bureau with sports venues, for 鄂尔多斯市教育体育局's rules."""

from demo.samples.sample import Kind, Sample, SampleItem

BUREAU, _BANNER, _MARKET = "朔原市教育体育局", "胡杨旗教育体育局", "朔原市市场监督管理局"
_BOTH = (BUREAU, _BANNER)
_SCHOOLS = ("驼铃", "敖包", "红柳", "沙枣", "雁翎", "牧歌", "套马", "银碗", "白驹", "苍穹")
_TRAINING = ("马头琴", "长调声乐", "蓝毡美术", "毡房编程", "鹰舞", "沙海英语", "草尖书法", "银鞍马术")
_VENUES = ("骏马游泳馆", "苍狼攀岩馆", "雪豹滑雪场", "天鹰射击馆", "旱獭轮滑馆", "银鞍赛马场")
_ASSOCIATIONS = ("绿洲", "飞鸿", "金露", "丰泉")


def _more(register: str, registrar: str) -> dict[str, tuple[str, ...]]:
    """Return what article 6 wants written of public bodies and associations, but for their telephones."""
    return {
        "名录库类别": (register,),
        "成立日期": ("2003年9月1日", "2011年3月15日", "2016年8月20日"),
        "登记机关": (registrar,),
        "法定代表人": ("云长风", "贺兰山", "白音", "苏和", "达林"),
        "所属行业": ("教育",),
    }


SAMPLE = Sample(
    county="朔原市",
    bureau=BUREAU,
    region="151226",
    prefix="SY",
    units=(*_BOTH, _MARKET),
    areas={BUREAU: ("东河区", "西原区"), _BANNER: ("胡杨旗",), _MARKET: ("东河区",)},
    kinds=(
        Kind(
            "中小学校",
            "12",
            _SCHOOLS,
            "学校",
            _BOTH,
            _more("机关", "市事业单位登记管理局"),
        ),
        Kind("民办学校", "52", _ASSOCIATIONS, "学校", _BOTH, _more("社团", "市民政局")),
        Kind("校外培训机构", "91", _TRAINING, "培训学校有限公司", (BUREAU,), {"名录库类别": ("企业",)}),
        Kind("体育场馆", "91", _VENUES, "", (BUREAU,), {"名录库类别": ("企业",)}),
    ),
    posts={
        BUREAU: (("民办教育科", 6), ("体育科", 6)),
        _BANNER: (("民办教育科", 3), ("体育科", 3)),
        _MARKET: ((_MARKET, 6),),
    },
    items=(
        SampleItem(
            "ED-01",
            "民办教育机构办学行为",
            "是否按照办学许可的范围办学，收费项目和标准是否公示",
            "《中华人民共和国民办教育促进法》第四十一条",
            "实地核查",
            "民办教育科",
        ),
        SampleItem(
            "ED-02",
            "高危险性体育项目经营",
            "是否取得许可，设施是否符合国家标准，救助人员是否在岗",
            "《全民健身条例》第三十二条",
            "实地核查",
            "体育科",
            photo=True,
        ),
        SampleItem(
            "ED-03",
            "学校体育工作",
            "是否开足体育课，体育场地、器材是否完好",
            "《学校体育工作条例》第二十二条",
            "实地核查",
            "体育科",
        ),
        SampleItem(
            "ED-04",
            "民办学校收费公示",
            "收费项目和标准是否向社会公示",
            "《中华人民共和国民办教育促进法》第三十八条",
            "实地核查",
            "民办教育科",
        ),
        SampleItem(
            "SC-01",
            "明码标价",
            "提供服务是否明码标价，有无标价之外另行收费",
            "《中华人民共和国价格法》第十三条",
            "实地核查",
            _MARKET,
        ),
    ),
)
