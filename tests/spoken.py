"""What a screen reader is told of a page, read out of the browser's own accessibility tree."""

SAID = {
    "heading",
    "group",
    "radiogroup",
    "radio",
    "checkbox",
    "textbox",
    "searchbox",
    "combobox",
    "slider",
    "spinbutton",
    "button",
    "Date",
    "InputTime",
}
WHOLE = {"Date", "InputTime", "combobox", "textbox", "searchbox", "spinbutton"}  # what is inside is the browser's own
STATES = {"checked": ("true", "checked"), "invalid": ("true", "invalid"), "disabled": (True, "unavailable")}


def spoken(page):
    """Role, name, description and states of everything to use or to be oriented by, in the order it is read."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return list(_read(nodes[0], {node["nodeId"]: node for node in nodes}))


def _read(node, by_id):
    role = _text(node, "role")
    is_said = not node["ignored"] and role in SAID
    if is_said:
        yield _line(node, role)
    if not (is_said and role in WHOLE):
        for child in node.get("childIds", []):
            yield from _read(by_id[child], by_id)


def _line(node, role):
    description = _text(node, "description")
    given = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    states = [word for name, (value, word) in STATES.items() if given.get(name) == value]
    parts = [f"{role}: {_text(node, 'name')}", *([description] if description else []), *states]
    return " | ".join(parts)


def _text(node, name):
    return " ".join(str(node.get(name, {}).get("value", "")).split())
