"""The exchange with a peer on a real socket, which answers as each test wants."""
import base64
import json
import os
import socket
import threading
import time
import unittest
from unittest import mock

from bitauth_keystone import exchange

SECRET = base64.urlsafe_b64decode('0123456789abcdefghijklmnopqrstuvwxyzABCDEFG=')


class Peer:
    """Answers one connection with what a function of the request gives: pieces, one after another."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.request = b''
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.url = 'http://127.0.0.1:%d/' % self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        with self.listener:
            connection, _ = self.listener.accept()
        with connection:
            while b'}}' not in self.request:
                self.request += connection.recv(65536)
            try:
                for piece in self.pieces(self.request):
                    connection.sendall(piece)
            except OSError:
                pass


def marked(request, status, body, secret=SECRET):
    call_mark = request.split(b'X-Bitauth-Mark: ')[1][:43].decode()
    return b'HTTP/1.1 %d Answer\r\nX-Bitauth-Mark: %s\r\nContent-Length: %d\r\n\r\n%s' % (
        status, exchange.mark_of_answer(secret, call_mark, status, body).encode(), len(body), body)


class ExchangeTest(unittest.TestCase):

    def call(self, pieces):
        self.peer = Peer(pieces)
        self.addCleanup(self.peer.thread.join)
        return exchange.call(self.peer.url, SECRET, {'payload': {'identity': 'x'}, 'scope': {'system': {}}})

    def test_marks_as_the_bridge_does(self):
        """Made with Java's Mac: PluginSecretTest holds the same lines."""
        call_mark = exchange.mark_of_call(SECRET, b'{}')
        self.assertEqual('SvWTOohHlYdJKu2m9wWGdyGR1R6np_fi_xt1OL3PHgE', call_mark)
        self.assertEqual('Sp3EEzjB0LwjwHds8beY4lRKnbHBVvrddvprUlXZi98',
                         exchange.mark_of_answer(SECRET, call_mark, 200, b'{}'))

    def test_believes_a_marked_answer(self):
        self.assertEqual((401, {'error': {}}), self.call(lambda request: [marked(request, 401, b'{"error":{}}')]))
        head, body = self.peer.request.split(b'\r\n\r\n')
        self.assertEqual(22, len(json.loads(body)['nonce']))
        self.assertNotIn(b'0123456789abcdefghij', head)

    def test_knows_no_proxy(self):
        with mock.patch.dict(os.environ, http_proxy='http://127.0.0.1:1/', all_proxy='http://127.0.0.1:1/'):
            self.assertEqual(200, self.call(lambda request: [marked(request, 200, b'{}')])[0])

    def test_refuses_an_answer_of_another_secret_status_body_or_request(self):
        for fault, answer in {
                'another secret': lambda request: marked(request, 200, b'{}', b'x' * 32),
                'another status': lambda request: marked(request, 401, b'{}').replace(b' 401 ', b' 200 '),
                'another body': lambda request: marked(request, 200, b'{"a":1}').replace(b'1}', b'2}'),
                'another request': lambda request: marked(
                    b'X-Bitauth-Mark: ' + exchange.mark_of_call(SECRET, b'other').encode(), 200, b'{}'),
                'two marks': lambda request: marked(request, 200, b'{}').replace(
                    b'\r\nContent', b'\r\nX-Bitauth-Mark: A\r\nContent'),
                'no mark': lambda request: b'HTTP/1.1 200 OK\r\n\r\n{}',
                'no JSON': lambda request: marked(request, 200, b'<html>'),
                'no object': lambda request: marked(request, 200, b'[]'),
                'no HTTP': lambda request: b'SSH-2.0-x\r\n',
                'nothing': lambda request: b'',
                'less than it says': lambda request: marked(request, 200, b'{}')[:-1],
                'too much': lambda request: marked(request, 200, b'{"a":"%s"}' % (b'x' * 40000)),
                'a redirect': lambda request: b'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n'}.items():
            with self.subTest(fault), self.assertRaises(exchange.Unavailable):
                self.call(lambda request: [answer(request)])

    def test_ends_after_two_seconds_against_a_peer_that_drips(self):
        ended = threading.Event()

        def drops(request):
            for byte in marked(request, 200, b'{}'):
                yield bytes([byte])
                ended.wait(0.2)

        begin = time.monotonic()
        with self.assertRaises(exchange.Unavailable):
            self.call(drops)
        took = time.monotonic() - begin
        ended.set()
        self.assertTrue(1.9 < took < 10, took)

    def test_goes_to_loopback_or_by_https_only(self):
        for url in ('http://192.0.2.1/', 'http://bridge.example/', 'ftp://127.0.0.1/', '/verify', ''):
            with self.subTest(url), self.assertRaisesRegex(exchange.Unavailable, 'must be https'):
                exchange.call(url, SECRET, {})
