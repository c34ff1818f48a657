"""Reads each mail named on the command line with GMime 3 and prints one line of JSON for it."""
import hashlib, json, sys
import gi
gi.require_version("GMime", "3.0")
from gi.repository import GMime

GMime.init()


def leaves(part):
    if isinstance(part, GMime.Multipart):
        for i in range(part.get_count()):
            yield from leaves(part.get_part(i))
    else:
        yield part


def content(part):
    stream = GMime.StreamMem.new()
    part.get_content().write_to_stream(stream)
    return bytes(stream.get_byte_array())


for path in sys.argv[1:]:
    mail = GMime.Parser.new_with_stream(GMime.StreamFile.open(path, "r")).construct_message(None)
    texts, pages, files = [], [], []
    for part in leaves(mail.get_mime_part()):
        kind = part.get_content_type().get_mime_type()
        if isinstance(part, GMime.MessagePart):
            files.append([part.get_content_disposition_parameter("filename"), kind, None])
        elif part.get_filename() is None and kind in ("text/plain", "text/html"):
            (texts if kind == "text/plain" else pages).append(part.get_text())
        else:
            files.append([part.get_filename(), kind, hashlib.sha256(content(part)).hexdigest()])
    def people(addresses):
        return [] if addresses is None else [[a.get_name() or "", a.get_addr()] for a in (addresses.get_address(i) for i in range(addresses.length()))]
    print(json.dumps({
        "subject": mail.get_subject() or "", "from": people(mail.get_from()), "to": people(mail.get_to()), "cc": people(mail.get_cc()), "id": "<" + (mail.get_message_id() or "") + ">",
        "references": mail.get_header("References") or "", "text": "\n".join(texts), "html": "\n".join(pages), "files": files, "defects": [],
    }))
