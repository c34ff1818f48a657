#!/usr/bin/env python3
"""Prints what failed in a .trx file, each with the beginning of its message: failures.py FILE NAME-OF-THE-RUN"""
import sys
import xml.etree.ElementTree as tree

SPACE = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"

for result in tree.parse(sys.argv[1]).iter(SPACE + "UnitTestResult"):
    if result.get("outcome") == "Failed":
        said = "\n".join(result.findtext(f"{SPACE}Output/{SPACE}ErrorInfo/{SPACE}{part}") or "" for part in ("Message", "StackTrace"))
        print(f"Failed on {sys.argv[2]}: {result.get('testName')}")
        print("\n".join("    " + line for line in said.splitlines()[:25]))
