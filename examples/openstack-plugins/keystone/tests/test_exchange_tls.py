"""The exchange by https: a CA of its own, a client certificate, and whom it refuses. The peer is a real TLS server."""
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest

from bitauth_keystone import exchange

SECRET = b'0123456789abcdefghijklmnopqrstuvwxyz'


def openssl(folder, arguments):
    subprocess.run(['openssl'] + arguments.split(), cwd=folder, check=True, capture_output=True, timeout=60)


def authority(folder, name):
    openssl(folder, 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 '
                    '-keyout %s.key -out %s.pem -subj /CN=%s' % (name, name, name))


def certificate(folder, name, by, subject):
    openssl(folder, 'req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes '
                    '-keyout %s.key -out %s.csr -subj /CN=%s -addext subjectAltName=%s' % (name, name, name, subject))
    openssl(folder, 'x509 -req -in %s.csr -CA %s.pem -CAkey %s.key -days 2 -copy_extensions copy -out %s.crt'
            % (name, by, by, name))
    with open(os.path.join(folder, name + '.pem'), 'wb') as both:
        for part in (name + '.crt', name + '.key'):
            with open(os.path.join(folder, part), 'rb') as file:
                both.write(file.read())


class Peer:
    """Answers one TLS connection with a marked answer; keeps the name of the client's certificate."""

    def __init__(self, context):
        self.context = context
        self.client = None
        self.called = False
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def url(self, host='127.0.0.1'):
        return 'https://%s:%d/' % (host, self.listener.getsockname()[1])

    def serve(self):
        with self.listener:
            plain, _ = self.listener.accept()
        try:
            with plain, self.context.wrap_socket(plain, server_side=True) as connection:
                request = b''
                while b'}' not in request:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    request += piece
                self.called = True
                names = dict(pair[0] for pair in (connection.getpeercert() or {}).get('subject', ()))
                self.client = names.get('commonName')
                call_mark = request.split(b'X-Bitauth-Mark: ')[1][:43].decode()
                mark = exchange.mark_of_answer(SECRET, call_mark, 200, b'{}').encode()
                connection.sendall(b'HTTP/1.1 200 OK\r\nX-Bitauth-Mark: %s\r\nContent-Length: 2\r\n\r\n{}' % mark)
        except OSError:
            pass


class TlsTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        for name in ('ours', 'theirs'):
            authority(cls.folder, name)
        certificate(cls.folder, 'bridge', 'ours', 'IP:127.0.0.1')
        certificate(cls.folder, 'elsewhere', 'ours', 'IP:127.0.0.9')
        certificate(cls.folder, 'keystone', 'ours', 'DNS:keystone')
        certificate(cls.folder, 'stranger', 'theirs', 'DNS:keystone')

    def file(self, name):
        return os.path.join(self.folder, name + '.pem')

    def call(self, server='bridge', wants_client=False, ca='ours', cert=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file(server))
        if wants_client:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.file('ours'))
        self.peer = Peer(context)
        try:
            return exchange.call(self.peer.url(), SECRET, {'payload': {}}, ca and self.file(ca), cert and self.file(cert))
        finally:
            self.peer.thread.join(10)

    def test_believes_a_bridge_of_the_authority_in_ca_file(self):
        self.assertEqual((200, {}), self.call())
        self.assertIsNone(self.peer.client)

    def test_shows_the_certificate_in_cert_file(self):
        self.assertEqual((200, {}), self.call(wants_client=True, cert='keystone'))
        self.assertEqual('keystone', self.peer.client)

    def test_refuses_a_bridge_of_another_authority_or_name(self):
        for fault, how in {
                'another authority': {'ca': 'theirs'},
                'none of ours among the system\'s': {'ca': None},
                'another address': {'server': 'elsewhere'}}.items():
            with self.subTest(fault), self.assertRaisesRegex(exchange.Unavailable, 'SSLCertVerificationError'):
                self.call(**how)
            self.assertFalse(self.peer.called, fault)

    def test_is_refused_without_the_certificate_that_the_bridge_wants(self):
        for cert in (None, 'stranger'):
            with self.subTest(cert), self.assertRaises(exchange.Unavailable):
                self.call(wants_client=True, cert=cert)
            self.assertFalse(self.peer.called)

    def test_refuses_files_that_cannot_be_read(self):
        for how in ({'ca': 'missing'}, {'cert': 'missing'}):
            with self.subTest(how), self.assertRaisesRegex(exchange.Unavailable, 'FileNotFoundError'):
                exchange.call('https://127.0.0.1:%d/' % self.silent_port(), SECRET, {},
                              self.file(how.get('ca', 'ours')), how.get('cert') and self.file(how['cert']))

    def silent_port(self):
        """Connections are made, and nothing is said."""
        listener = socket.create_server(('127.0.0.1', 0))
        self.addCleanup(listener.close)
        return listener.getsockname()[1]
