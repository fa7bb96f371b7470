"""工作指引 of the sample items: none of the five regulations has any, so all are made up and say so."""

MADE = "（示例指引，不是规定原文，请本单位按实际修改后使用。）"
"""Ends every guide."""


def made_guide(*lines: str) -> str:
    """Return a guide of these lines, which says that it was made up."""
    return "\n".join((*lines, MADE))


LICENSED_TEACHING = made_guide(
    "查：办学许可证和登记证照、课表、招生简章和广告、收费公示。",
    "看：实际地址、办学内容、在班人数与许可是否一致；票据与公示的项目、标准是否一致。",
    "正常：证照有效，按许可办学，收费都已公示。",
    "不正常：超出许可的内容或者地址办学，收费没有公示或者高于公示。",
)
CANTEEN = made_guide(
    "查：食品经营许可证、从业人员健康证明、进货查验台账、留样记录。",
    "看：留样柜（品种、时间与记录一致，满 48 小时）、库房有无过期食品、操作间卫生。",
    "订餐的：看供餐单位的许可证和每餐查验记录。",
    "正常：证照有效，台账、留样齐全。",
    "不正常：证照缺失或者过期，无台账、无留样，有过期食品。请拍照。",
)
RECORD_QUERIES = made_guide(
    "查：招聘时和每年一次的查询记录，与在岗人员名册核对，包括后勤和外聘人员。",
    "正常：在岗人员每人都有入职查询和本年查询。",
    "不正常：有人未查询，或者查到记录仍在岗（同时按“报告险情”）。",
    "只记人数和岗位，不抄录、不拍摄查询的内容。",
)
