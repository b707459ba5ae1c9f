"""A face of a question as the tree of its elements, and what a browser would send from it."""

from html.parser import HTMLParser

from tests import faces

CONDITION = "Answer this only if “Which flavour?” is “Pear”."
PROBLEM = "Please look at <this> answer again."
TREE = '{"all":[{"q":"flavor","op":"=","value":"000002"}]}'
VOID = {"input", "br", "link", "meta", "wbr"}
CONTROLS = {"input", "select", "textarea"}
STATES = {
    "empty": {},
    "filled": {"filled": True},
    "required": {"required": True},
    "problem": {"filled": True, "problem": PROBLEM, "condition": CONDITION, "show_if": TREE},
}


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.inside = []  # elements and texts

    def get(self, name):
        return self.attributes.get(name)

    def all(self):
        for item in self.inside:
            if isinstance(item, Element):
                yield item
                yield from item.all()

    def text(self):
        return "".join(item if isinstance(item, str) else item.text() for item in self.inside)

    def said(self):
        return " ".join(self.text().split())

    def find(self, **wanted):
        return [element for element in self.all() if all(element.get(k) == v for k, v in wanted.items())]

    def tags(self, *tags):
        return [element for element in self.all() if element.tag in tags]

    def above(self):
        element = self.parent
        while element is not None:
            yield element
            element = element.parent


class Reader(HTMLParser):
    """The tree of a face; complains where a tag is closed that is not open."""

    def __init__(self):
        super().__init__()
        self.root = self.here = Element("root", {}, None)

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {attrs}"
        element = Element(tag, dict(attrs), self.here)
        self.here.inside.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag):
        assert tag == self.here.tag
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.inside.append(data)


def tree(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root
    return reader.root


def asked(sample, state="empty"):
    return tree(faces.ask(faces.make_input(sample, **STATES[state])))


def sent(face):
    """What a browser would send: names and values in order, nothing where nothing is chosen."""
    found = []
    for control in face.tags(*CONTROLS):
        if control.tag == "select":
            chosen = [o.get("value") for o in control.tags("option") if "selected" in o.attributes]
            found.append((control.get("name"), chosen[0] if chosen else ""))
        elif control.tag == "textarea":
            found.append((control.get("name"), control.text().removeprefix("\n")))
        elif control.get("type") not in ("radio", "checkbox") or "checked" in control.attributes:
            found.append((control.get("name"), control.get("value")))
    return [(name, value) for name, value in found if value]
