"""One call of the bridge: bounded in time and size, marked with the shared secret both ways.

Plain sockets instead of a session: their time is counted for the whole exchange, they follow no redirect and know no
proxy. A peer that does not have the secret is never believed, whatever it answers.
"""
import base64
import hashlib
import hmac
import http.client
import io
import ipaddress
import json
import secrets
import socket
import ssl
import time
from urllib.parse import urlsplit

MARK = 'X-Bitauth-Mark'
SECONDS = 2
MAX_ANSWER = 32768


class Unavailable(Exception):
    """There is no answer to believe; the text is for the operator's log."""


def mark(secret, before, body):
    digest = hmac.new(secret, before + body, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b'=').decode('ascii')


def mark_of_call(secret, body):
    return mark(secret, b'Bitauth verify call 1\n', body)


def mark_of_answer(secret, call_mark, status, body):
    return mark(secret, b'Bitauth verify answer 1\n%s\n%d\n' % (call_mark.encode('ascii'), status), body)


def call(url, secret, document, ca_file=None, cert_file=None):
    """Sends a document with a fresh nonce; status and document of the answer are proven to be the bridge's for it."""
    body = json.dumps(dict(document, nonce=secrets.token_urlsafe(16))).encode('ascii')
    call_mark = mark_of_call(secret, body)
    try:
        response, received = _exchange(url, call_mark, body, ca_file, cert_file)
    except (OSError, ValueError, http.client.HTTPException) as e:
        raise Unavailable('the bridge cannot be reached: %s' % type(e).__name__)
    marks = response.headers.get_all(MARK) or []
    expected = mark_of_answer(secret, call_mark, response.status, received)
    if len(marks) != 1 or not hmac.compare_digest(marks[0].encode('utf-8', 'replace'), expected.encode('ascii')):
        raise Unavailable('the answer (HTTP %d) is not marked with the secret' % response.status)
    try:
        answer = json.loads(received)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise Unavailable('the answer (HTTP %d) is no JSON object' % response.status)
    return response.status, answer


def _exchange(url, call_mark, body, ca_file, cert_file):
    end = time.monotonic() + SECONDS
    parts = urlsplit(url)
    host = parts.hostname or ''
    if parts.scheme != 'https' and not (parts.scheme == 'http' and _is_loopback(host)):
        raise Unavailable('bridge_url must be https, or http for a loopback address')
    head = ('POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n'
            '%s: %s\r\nConnection: close\r\n\r\n' % (parts.path or '/', parts.netloc, len(body), MARK, call_mark))
    with _connect(host, parts.port or (443 if parts.scheme == 'https' else 80), end) as plain:
        with _secured(plain, parts, ca_file, cert_file, end) as connection:
            connection.settimeout(_left(end))
            connection.sendall(head.encode('ascii') + body)
            response = http.client.HTTPResponse(_Received(_read_all(connection, end)), method='POST')
            response.begin()
            return response, response.read()


def _connect(host, port, end):
    failure = OSError('no address')
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(_left(end))
            connection.connect(address)
            return connection
        except OSError as e:
            connection.close()
            failure = e
    raise failure


def _secured(connection, parts, ca_file, cert_file, end):
    if parts.scheme == 'http':
        return connection
    context = ssl.create_default_context(cafile=ca_file)
    if cert_file:
        context.load_cert_chain(cert_file)
    connection.settimeout(_left(end))
    return context.wrap_socket(connection, server_hostname=parts.hostname)


def _read_all(connection, end):
    received = bytearray()
    while True:
        connection.settimeout(_left(end))
        piece = connection.recv(8192)
        if not piece:
            return bytes(received)
        received += piece
        if len(received) > MAX_ANSWER:
            raise ValueError('the answer is too long')


def _left(end):
    left = end - time.monotonic()
    if left <= 0:
        raise socket.timeout('the bridge is too slow')
    return left


def _is_loopback(host):
    try:
        return host == 'localhost' or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Received:
    """What http.client takes for a socket."""

    def __init__(self, received):
        self._received = received

    def makefile(self, mode):
        return io.BytesIO(self._received)
