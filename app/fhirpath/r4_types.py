#!/usr/bin/env python3
"""Writes r4_types.inc from the FHIR R4 definitions (hl7.org/fhir/R4/definitions.json.zip, CC0): r4_types.py profiles-types.json profiles-resources.json

One line a type: `Name:Base element...`, only the elements the base does not have. An element is `name.Type` (at most one), `name*Type` (many) or
`name[Type,Type]` (a choice, "value[x]"; `[*]` is every open data type). A nested structure is a type called by its path ("Patient.contact").
"""
import json
import sys

SYSTEM = "http://hl7.org/fhirpath/System."


def type_of(path, type_):
    code = type_["code"]
    if not code.startswith(SYSTEM):
        return code
    if path == "Resource.id":
        return "id"
    if path == "Extension.url":
        return "uri"
    return code[len(SYSTEM) - len("System."):]


def tail(url):
    return url.rsplit("/", 1)[1] if url else ""


def main():
    types = {}
    for name in sys.argv[1:]:
        for entry in json.load(open(name))["entry"]:
            resource = entry["resource"]
            if resource["resourceType"] != "StructureDefinition" or resource.get("derivation") == "constraint":
                continue
            if resource["kind"] == "logical":
                continue
            types[resource["name"]] = resource
    lines = {}
    for name, definition in types.items():
        elements = definition["snapshot"]["element"]
        own = {name: (tail(definition.get("baseDefinition")), [])}
        for element in elements[1:]:
            path = element["path"]
            parent, _, label = path.rpartition(".")
            if element.get("base", {}).get("path", path) != path or element["max"] == "0":
                continue
            if definition["kind"] == "primitive-type" and label == "value":
                continue
            mark = "." if element["max"] == "1" else "*"
            codes = [type_of(path, t) for t in element.get("type", [])]
            if "contentReference" in element:
                codes = [element["contentReference"].lstrip("#")]
            elif codes in (["BackboneElement"], ["Element"]) and any(e["path"].startswith(path + ".") for e in elements):
                own[path] = (codes[0], [])
                codes = [path]
            elif label.endswith("[x]"):
                own[parent][1].append(label[:-3] + "[" + ("*" if len(codes) >= 50 else ",".join(codes)) + "]")
                continue
            own[parent][1].append(label + mark + codes[0])
        lines.update(own)
    print("// Written by r4_types.py from the FHIR R4 (4.0.1) definitions; not edited by hand.")
    for name in sorted(lines):
        base, elements = lines[name]
        text = " ".join([name + ":" + base] + elements)
        while len(text) > 130:
            cut = text.rfind(" ", 0, 130)
            cut = cut if cut > 0 else text.rfind(",", 0, 130)
            print('"' + text[:cut + 1] + '"')
            text = text[cut + 1:]
        print('"' + text + '\\n"')


main()
