"""A time-stamp authority of one's own: keys by `cryptography`, tokens by `openssl ts`, spoken to over HTTP as RFC 3161 has it."""

import datetime
import http.server
import subprocess
import threading
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIG = """
[tsa]
default_tsa = one
[one]
dir = {folder}
serial = $dir/serial
crypto_device = builtin
signer_cert = $dir/tsa.pem
signer_key = $dir/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
tsa_name = no
"""


class Authority:
    """Keys in `folder`; `root` is the certificate to trust. `serve()` answers at `url` until `close()`; `answer` may be replaced."""

    def __init__(self, folder: Path, name: str = "Dấu thời gian thử", *, chain: bool = False) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.root = _keys(folder, name)
        (folder / "serial").write_text("01\n")
        more = f"certs = {folder}/certs.pem\n" if chain else ""
        (folder / "certs.pem").write_bytes(b"".join((folder / name).read_bytes() for name in ("ca.pem", "tsa.pem")))
        (folder / "ts.cnf").write_text(CONFIG.format(folder=folder) + more)
        self.answer = self.stamp
        self._one_at_a_time = threading.Lock()

    def stamp(self, query: bytes) -> bytes:
        question, token = self.folder / "q.tsq", self.folder / "a.tsr"
        command = ["openssl", "ts", "-reply", "-config", "ts.cnf", "-queryfile", str(question), "-out", str(token)]
        with self._one_at_a_time:
            question.write_bytes(query)
            subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
            return token.read_bytes()

    def serve(self) -> str:
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["content-type"] == "application/timestamp-query"
                said = authority.answer(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(200)
                self.send_header("content-type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/tsa"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _keys(folder: Path, name: str) -> bytes:
    now = datetime.datetime.now(datetime.UTC)
    ca_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} gốc")])
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    def certificate(whose: x509.Name, public: rsa.RSAPublicKey) -> x509.CertificateBuilder:
        begin, end = now - datetime.timedelta(days=1), now + datetime.timedelta(days=30)
        return (
            x509.CertificateBuilder().issuer_name(issuer).subject_name(whose).public_key(public)
            .serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(end)
        )  # fmt: skip

    ca = certificate(issuer, ca_key.public_key()).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    ca = ca.add_extension(_uses(signs=False), critical=True)
    tsa = certificate(subject, key.public_key()).add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    tsa = tsa.add_extension(_uses(signs=True), critical=True)
    tsa = tsa.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    pem = serialization.Encoding.PEM
    root = ca.sign(ca_key, hashes.SHA256()).public_bytes(pem)
    (folder / "ca.pem").write_bytes(root)
    (folder / "tsa.pem").write_bytes(tsa.sign(ca_key, hashes.SHA256()).public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "tsa.key").write_bytes(secret)
    return root


def _uses(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=not signs, crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip
