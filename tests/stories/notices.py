"""Holiday notices that nobody has issued, in the words of those that were."""

import json
from datetime import timedelta

from bot.domain.calendars.tables import ListedDay

DAY = timedelta(days=1)

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕0号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历腊月二十九、周五）至11日（农历正月初六、周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。
国务院办公厅
2026年11月4日
"""


def as_json(listed: tuple[ListedDay, ...]) -> str:
    """Return the days of 2027 in the common JSON."""
    return json.dumps(
        {"year": 2027, "days": [each.model_dump(mode="json", by_alias=True) for each in listed]}
    )


def as_ics(listed: tuple[ListedDay, ...]) -> str:
    """Return the days as an .ics file, with an event that is no holiday."""
    events = [
        f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{each.date:%Y%m%d}\r\n"
        f"DTEND;VALUE=DATE:{each.date + DAY:%Y%m%d}\r\n"
        f"SUMMARY:{each.name}\r\n {'假期' if each.is_off_day else '补班'}\r\nEND:VEVENT\r\n"
        for each in listed
    ]
    other = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270204\r\nSUMMARY:立春\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\n{other}{''.join(events)}END:VCALENDAR\r\n"
