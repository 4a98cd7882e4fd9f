"""The section ``[bitauth]`` of keystone.conf, and the file that holds the shared secret."""
import base64
import binascii
import os
import re
import stat

from oslo_config import cfg

SECRET = re.compile(r'[A-Za-z0-9_-]{43,128}')
MAX_BYTES = 1024

OPTIONS = [
    cfg.StrOpt('bridge_url',
               help='Where the bridge answers: https, or http for a loopback address.'),
    cfg.StrOpt('secret_file',
               help='File with the secret that the bridge has too, readable by Keystone\'s user only.'),
    cfg.StrOpt('domain_id',
               help='Id of the one domain whose users log in by the SIN that is their name.'),
    cfg.StrOpt('ca_file',
               help='CA of the bridge\'s certificate, for https; the system\'s CAs without it.'),
    cfg.StrOpt('cert_file',
               help='Certificate and key of this Keystone in PEM, where the bridge\'s proxy wants mutual TLS.'),
]


class SettingsError(Exception):
    """The operator has to change something; the text says what."""


def required(section, name):
    value = getattr(section, name)
    if not value:
        raise SettingsError('[bitauth] %s must be set' % name)
    return value


def read_secret(path):
    """Reads the secret anew for each login, so that it can be changed without a restart."""
    try:
        with open(path, 'rb') as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise SettingsError('%s must not be readable by others: chmod 600 %s' % (path, path))
            text = file.read(MAX_BYTES + 1).decode('ascii').strip()
    except OSError as e:
        raise SettingsError('%s cannot be read: %s' % (path, e.strerror))
    except UnicodeDecodeError:
        text = ''
    try:
        secret = base64.urlsafe_b64decode(text + '=' * (-len(text) % 4)) if SECRET.fullmatch(text) else b''
    except binascii.Error:
        secret = b''
    if len(secret) < 32:
        raise SettingsError('%s must hold 43 to 128 characters of base64url' % path)
    return secret
