"""Reads each mail named on the command line with Python's email package and prints one line of JSON for it."""
import email, email.policy, hashlib, json, sys

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    texts, pages, files = [], [], []
    for part in mail.walk():
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        if part.get_content_type() == "message/rfc822":
            files.append([part.get_filename(), "message/rfc822", None])
        elif part.get_filename() is None and part.get_content_type() == "text/plain":
            texts.append(part.get_content())
        elif part.get_filename() is None and part.get_content_type() == "text/html":
            pages.append(part.get_content())
        else:
            files.append([part.get_filename(), part.get_content_type(), hashlib.sha256(part.get_payload(decode=True)).hexdigest()])
        if part.get_content_type() == "message/rfc822":
            break
    people = lambda name: [[a.display_name, a.addr_spec] for h in mail.get_all(name, []) for a in h.addresses]
    print(json.dumps({
        "subject": str(mail["subject"]), "from": people("from"), "to": people("to"), "cc": people("cc"), "id": str(mail["message-id"]),
        "references": str(mail["references"] or ""), "text": "\n".join(texts), "html": "\n".join(pages), "files": files, "defects": [type(d).__name__ for d in mail.defects],
    }))
