"""Carries user data out with cloud-init's own code, below a folder.

usage: write FILE ROOT      writes the files of write_files below ROOT
       commands FILE        prints runcmd as the shell script that cloud-init makes of it
       keys FILE            prints the lines that go to the user's authorized_keys
       root-keys FILE       prints the lines that go to root's
       vendordata FILE      reads vendor_data2.json, and prints the user data that cloud-init takes out of it
       users FILE VENDOR    merges user data with vendor data, and prints the paths of write_files
"""
import json
import os
import pwd
import sys

import yaml
from cloudinit import helpers, ssh_util, util
from cloudinit.config import cc_write_files
from cloudinit.sources import convert_vendordata
from cloudinit.user_data import UserDataProcessor


def load(path):
    with open(path, encoding="ascii") as file:
        return yaml.safe_load(file)


def keys(path, options=None):
    parser = ssh_util.AuthKeyLineParser()
    for line in load(path)["ssh_authorized_keys"]:
        print(parser.parse(line, options=options))


def vendordata(path):
    with open(path, encoding="utf-8") as file:
        text = convert_vendordata(json.load(file))
    parts = UserDataProcessor(helpers.Paths({})).process(text)
    for part in parts.walk():
        if part.get_content_type() == "text/cloud-config":
            sys.stdout.write(part.get_payload(decode=True).decode("ascii"))


command, arguments = sys.argv[1], sys.argv[2:]
if command == "write":
    files = load(arguments[0])["write_files"]
    for entry in files:
        entry["path"] = arguments[1] + entry["path"]
    cc_write_files.write_files("write_files", files, pwd.getpwuid(os.getuid()).pw_name)
elif command == "commands":
    sys.stdout.write(util.shellify(load(arguments[0])["runcmd"]))
elif command == "keys":
    keys(arguments[0])
elif command == "root-keys":
    keys(arguments[0], options=ssh_util.DISABLE_USER_OPTS.replace("$USER", "debian").replace("$DISABLE_USER", "root"))
elif command == "vendordata":
    vendordata(arguments[0])
elif command == "users":
    merged = util.mergemanydict([load(arguments[0]), load(arguments[1])])
    print("\n".join(entry["path"] for entry in merged["write_files"]))
else:
    sys.exit(__doc__)
