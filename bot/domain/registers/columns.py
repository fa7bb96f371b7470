"""The columns of each register, with the headings that offices write above them.

The aliases are data, as a regulation's fragments are.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The registers that a sheet can hold."""

    TARGETS = "targets"
    INSPECTORS = "inspectors"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register: the record's field, its headings (the first is the one we print)."""

    field: str
    aliases: tuple[str, ...]
    is_required: bool = False
    is_personal: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SHEET_NAMES = {Kind.TARGETS: "检查对象", Kind.INSPECTORS: "执法检查人员", Kind.ITEMS: "抽查事项"}

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.TARGETS: (
        Column(
            "code",
            _words("统一社会信用代码 社会信用代码 统一信用代码 信用代码 社会信用统一代码 信用代码证号"),
        ),
        Column(
            "number",
            _words(
                "编号 对象编号 检查对象编号 抽查对象编号 名录编号 单位编号 学校编号 机构编号 学校标识码 "
                "学校(机构)标识码 机构标识码"
            ),
        ),
        Column(
            "name",
            _words(
                "单位名称 学校名称 机构名称 检查对象名称 抽查对象名称 检查对象 抽查对象 被检查单位 "
                "被抽查单位 学校(机构)名称 培训机构名称 校外培训机构名称 幼儿园名称 园所名称 市场主体名称 "
                "主体名称 企业名称 办学机构名称 场所名称 校名 名称"
            ),
            is_required=True,
        ),
        Column(
            "category",
            _words(
                "类别 类型 学校类别 学校类型 机构类别 机构类型 单位类别 单位类型 对象类别 对象类型 "
                "检查对象类别 办学类型 办学类别 办学层次 学段"
            ),
        ),
        Column(
            "unit",
            _words(
                "所属单位 主管单位 主管部门 监管单位 监管部门 管理单位 监管股室 主管股室 归口股室 责任单位 "
                "派发单位"
            ),
        ),
        Column(
            "district",
            _words(
                "区县 县区 所属区县 所在区县 所属县区 所在县区 县(市、区) 县(市区) 旗区 所属旗区 行政区划 "
                "所属区域 所在区域 所属地区 所在地区 地区 区域 辖区 乡镇 所属乡镇 所在乡镇 乡镇(街道) "
                "所属街道"
            ),
        ),
        Column(
            "address",
            _words(
                "地址 详细地址 单位地址 学校地址 机构地址 办学地址 办学地点 经营地址 注册地址 登记地址 "
                "住所 通讯地址"
            ),
        ),
        Column("kind", _words("名录库类别 名录库类型 所属名录库 名录类别 登记类别 法人类型")),
        Column("risk_tier", _words("风险等级 信用风险等级 风险分类 信用风险分类 风险级别 风险类别")),
        Column(
            "registered_on",
            _words("成立日期 登记日期 成立时间 登记时间 注册日期 注册时间 设立日期 设立时间 成立登记日期"),
        ),
        Column(
            "registrar",
            _words("登记机关 登记管理机关 注册登记机关 登记注册机关 登记机关名称 登记部门 发证机关 审批机关"),
        ),
        Column(
            "legal_representative",
            _words(
                "法定代表人 法定代表人姓名 法人代表 法人代表姓名 法人 法人姓名 法定代表人(负责人) "
                "法定代表人/负责人 法定代表人或负责人"
            ),
        ),
        Column("industry", _words("所属行业 行业 行业类别 行业分类 行业名称 所属行业类别 国民经济行业")),
        Column("report_year", _words("年报年度 已年报年度 最近年报年度 年报年份 年报情况 年度报告年度")),
        Column("standing", _words("登记状态 经营状态 存续状态 主体状态 企业状态 单位状态 状态")),
        Column(
            "blacklisted",
            _words("是否黑名单 黑名单 是否列入黑名单 列入黑名单 严重失信 是否严重失信 是否严重违法失信"),
        ),
        Column(
            "phone",
            _words(
                "联系电话 电话 电话号码 单位电话 学校电话 机构电话 固定电话 办公电话 座机 手机 手机号 "
                "手机号码 联系方式 联系人电话 联系人手机 负责人电话 校长电话"
            ),
            is_personal=True,
        ),
    ),
    Kind.INSPECTORS: (
        Column(
            "number",
            _words("工号 人员编号 检查人员编号 执法人员编号 执法检查人员编号 职工编号 名录编号 编号"),
            is_required=True,
        ),
        Column(
            "name",
            _words("姓名 人员姓名 检查人员姓名 执法人员姓名 执法检查人员姓名 执法检查人员 执法人员 检查人员"),
            is_required=True,
        ),
        Column("unit", _words("单位 所属单位 所在单位 工作单位 单位名称 执法单位 所属机构")),
        Column(
            "department",
            _words("股室 所属股室 所在股室 科室 所属科室 所在科室 处室 部门 所在部门 所属部门 业务股室"),
        ),
        Column(
            "licensed",
            _words(
                "是否持证 是否持有执法证 是否持执法证 是否有执法证 有无执法证 持证情况 持证 执法证 "
                "是否具有执法资格 是否有执法资格 执法资格 行政执法证 是否持有行政执法证"
            ),
            is_required=True,
        ),
        Column(
            "licence_until",
            _words(
                "证件有效期至 有效期至 证件有效期 证件到期日 证件到期日期 执法证有效期至 执法证有效期 "
                "执法证到期日 执法证到期日期 执法证件有效期至 执法证件有效期 行政执法证有效期至 "
                "行政执法证有效期"
            ),
        ),
        Column("post", _words("职务 行政职务 职务名称 担任职务 职务职级 现任职务")),
        Column("duty", _words("执法岗位 检查职责 岗位 岗位职责 职责 职务(岗位)")),
        Column("speciality", _words("业务专长 专长 专业特长 擅长领域 专业 专业领域")),
        Column(
            "phone", _words("联系电话 手机号码 手机号 手机 移动电话 电话 电话号码 联系方式"), is_personal=True
        ),
        Column(
            "licence",
            _words(
                "执法证号 执法证件号 执法证件号码 执法证编号 执法证号码 行政执法证号 行政执法证件号 "
                "执法证(警官证)号 警官证号 证件号 证件号码 证件编号 证号"
            ),
            is_personal=True,
        ),
    ),
    Kind.ITEMS: (
        # Published lists often have nothing but their serial number; it is taken, and said.
        Column(
            "code",
            _words("事项编码 事项编号 抽查事项编码 抽查事项编号 检查事项编号 事项代码 编码 编号 序号"),
            is_required=True,
        ),
        Column(
            "name",
            _words("抽查事项 事项名称 抽查事项名称 检查事项 检查事项名称 抽查项目 检查项目 事项 项目名称"),
            is_required=True,
        ),
        Column("content", _words("抽查内容 检查内容 主要内容 内容 检查要点 抽查要点")),
        Column(
            "basis",
            _words("抽查依据 法律依据 检查依据 法定依据 法律法规依据 设定依据 执法依据 依据"),
            is_required=True,
        ),
        Column("method", _words("抽查方式 检查方式 检查方法 抽查方法 方式")),
        Column(
            "department",
            _words(
                "责任股室 责任部门 责任科室 实施股室 实施科室 实施部门 实施主体 抽查主体 检查主体 "
                "牵头部门 牵头股室 发起股室 责任单位"
            ),
        ),
        # Published lists have the item above in a column of classes, and its parts in the rows.
        Column("parent", _words("所属事项 上级事项 抽查类别 检查类别 事项类别 一级事项 大项")),
        Column("result_kind", _words("结果类型 结果种类 填报类型 记录方式")),
        Column("options", _words("结果选项 取值范围 正常范围")),
        Column("guide", _words("工作指引 检查指引 抽查指引 操作指引 检查要领")),
        Column("needs_photo", _words("是否拍照 需要照片 是否需要照片 是否需照片 需拍照 拍照")),
    ),
}

SUB_ITEMS = _words("检查子项 抽查子项 检查子项名称 抽查子项名称 子项 子项名称 子项目")
"""The headings of what stands below a 检查项目 (Quyang 第十一条)."""
