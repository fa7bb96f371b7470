"""What the authority calls its offices, roles, papers and places, for every text of the bot to name.

A text says `{the_lead_office}` and each office reads the word of its own regulation; where that is silent,
the product default. What neither has is no term: a text that needs it is said only where it is there.
"""

from bot.domain.profiles.profile import Profile
from bot.domain.texts import Text


def terms_of(profile: Profile) -> dict[str, Text]:
    """Return what texts may name, by placeholder, such as `{"the_form": …}`.

    A round is started by the office that the text lets start it, else by the one that carries rounds out;
    on site the text's own form is filled in, else the only one that it has.
    """
    names = profile.names
    found = {
        "lead_office": names.lead_office.value,
        "initiator": names.initiator.value or names.executing_office.value,
        "approver": names.approver.value,
        "list_administrator": names.list_administrator.value,
        "form": names.form.value,
        "site_form": names.site_form.value or names.form.value,
        "normal": names.normal.value,
        "abnormal": names.abnormal.value,
    }
    return {f"the_{name}": Text(f"term.{name}", {"name": word}) for name, word in found.items()}
