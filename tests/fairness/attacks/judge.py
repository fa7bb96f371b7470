"""What a member who kept the chat can say against a published draw."""

import json

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify


def verifier_says(published, group):
    """Return the checks that fail, given the commitment from the chat and the result message's codes."""
    announced = [message.value for message in group.seen("commitment")]
    kept = published.commitment if published.commitment in announced else announced[-1]
    copy = ObserversCopy(kept, published.entropy, published.result, published.result)
    beacons = {message.value for message in group.seen("beacon")}

    def source(_chain, _round, signature):
        return "pass" if signature in beacons else "fail"

    return [check.code for check in verify(published.raw, copy, source) if check.verdict == "fail"]


def chat_says(published, group):
    """Return what differs between the bundle and the chat, beyond what a verifier of files can know."""
    bundle = json.loads(published.raw)
    entropy, values = bundle["plan"]["entropy"], [entry["val"] for entry in bundle["transcript"]]
    start, found = group.seen("commitment")[-1].number, []
    for kind, message in (("slot", "throw"), ("text", "text"), ("d10", "dice")):
        if entropy["kind"] == kind:
            after = [seen.value for seen in group.seen(message) if seen.number > start]
            first = after[: 1 if kind == "d10" else entropy["count"]]
            found += ["not_the_first"] if values != first else []
    return found + _order_of_events(bundle, group)


def _order_of_events(bundle, group):
    """Tell of a second open commitment, and of an attempt that was aborted after its throw or round."""
    announced = [message.number for message in group.seen("commitment")]
    made = [message.number for message in group.messages if message.kind in ("throw", "beacon", "dice")]
    excuses = ["typists_disagree"] + (["secret_lost"] if bundle["plan"]["secret"] else [])
    found = []
    for number, record in enumerate(bundle["attempts"]):
        thrown = any(announced[number] < one < announced[number + 1] for one in made)
        # A throw that all can read cannot be aborted or lost; a secret can be, and two typists can disagree.
        if thrown and record["reason"] not in excuses:
            found.append("ended_after_the_throw")
    if len(announced) > len(bundle["attempts"]) + 1:
        found.append("two_open")
    return found


def objections(published, group):
    """Return all that can be said against it."""
    return verifier_says(published, group) + chat_says(published, group)
