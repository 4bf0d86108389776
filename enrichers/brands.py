"""Organisations whose web addresses get imitated, with the domains they really use: banks, wallets, state bodies, utilities, press …

Facts of November 2026 from the organisations' own sites, as far as remembered and not opened here: a missing domain costs a false
"imitates", so a name that stands alone under an ordinary ending is never called an imitation (enrichers/lookalike.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Brand(NamedTuple):
    """`kind` is bank, state, press or service; `names` are what a label of an imitation contains; `domains` are the real ones."""

    kind: str
    names: tuple[str, ...]
    domains: tuple[str, ...]


_TABLE: Mapping[str, str] = {
    "bank": """
vietcombank vcbdigibank: vietcombank.com.vn vcb.com.vn vcbs.com.vn
vietinbank: vietinbank.vn vietinbank.com.vn
bidvsmartbanking bidv: bidv.com.vn
agribank: agribank.com.vn
techcombank: techcombank.com techcombank.com.vn
mbbank: mbbank.com.vn
vpbank: vpbank.com.vn
tpbank: tpb.vn tpbank.com.vn
acbbank acbonline: acb.com.vn
sacombank: sacombank.com.vn sacombank.com
hdbank: hdbank.com.vn
shbbank: shb.com.vn
seabank: seabank.com.vn
vibbank: vib.com.vn
msbbank: msb.com.vn
eximbank: eximbank.com.vn
ocbbank: ocb.com.vn
lpbank lienvietpostbank: lpbank.com.vn lienvietpostbank.com.vn
namabank: namabank.com.vn
abbank: abbank.vn
kienlongbank: kienlongbank.com
pvcombank: pvcombank.com.vn
baovietbank: baovietbank.vn
bacabank: baca-bank.vn
vietabank: vietabank.com.vn
vietbank: vietbank.com.vn
bvbank: bvbank.net.vn
saigonbank: saigonbank.com.vn
pgbank: pgbank.com.vn
gpbank: gpbank.com.vn
dongabank: dongabank.com.vn
ncbbank: ncb-bank.vn ncb.com.vn
scbbank: scb.com.vn
hsbcvn: hsbc.com.vn
shinhanbank: shinhan.com.vn
fecredit: fecredit.com.vn
homecredit: homecredit.vn
momovn vimomo: momo.vn
zalopay: zalopay.vn
vnpay: vnpay.vn
viettelmoney viettelpay: viettelmoney.vn viettelpay.vn
napas: napas.com.vn
""",
    "state": """
vneid: vneid.gov.vn
dichvucong: dichvucong.gov.vn
bocongan congan: bocongan.gov.vn
tongcucthue etaxmobile canhanthue: gdt.gov.vn
vssid baohiemxahoi: baohiemxahoi.gov.vn vss.gov.vn
csgt tracuuphatnguoi: csgt.vn
bogiaoduc: moet.gov.vn
boyte: moh.gov.vn
chinhphu: chinhphu.vn baochinhphu.vn
nganhangnhanuoc: sbv.gov.vn
evnspc evnnpc evnhcmc evnhanoi evncpc cskhevn tiendien: evn.com.vn evnspc.vn evnhcmc.vn evnhanoi.vn npc.com.vn cpc.vn
""",
    "press": """
vnexpress: vnexpress.net
tuoitreonline baotuoitre: tuoitre.vn
thanhnienonline baothanhnien: thanhnien.vn
dantri: dantri.com.vn
vietnamnet: vietnamnet.vn
vtvonline vtvgo vtv24h: vtv.vn vtvgo.vn
laodongonline baolaodong: laodong.vn
nguoilaodong: nld.com.vn
baotienphong: tienphong.vn
vovonline: vov.vn
baonhandan: nhandan.vn
congannhandan: cand.com.vn
suckhoedoisong: suckhoedoisong.vn
znewsvn zingnews: znews.vn zingnews.vn
kenh14: kenh14.vn
cafef: cafef.vn
vtcnews: vtcnews.vn vtc.vn
baophapluat: plo.vn baophapluat.vn
saigongiaiphong: sggp.org.vn
hanoimoi: hanoimoi.vn
vietnamplus: vietnamplus.vn
vietnamfinance: vietnamfinance.vn
""",
    "service": """
viettel: viettel.vn viettel.com.vn vietteltelecom.vn viettelstore.vn viettelpost.com.vn viettelpost.vn
vinaphone: vinaphone.com.vn vnpt.com.vn
mobifone: mobifone.vn
shopee: shopee.vn shopee.com spx.vn
lazada: lazada.vn lazada.com
tikivn: tiki.vn
tiktokshop: tiktok.com
giaohangtietkiem: ghtk.vn giaohangtietkiem.vn
giaohangnhanh: ghn.vn
vnpost vietnampost: vnpost.vn
dienmayxanh: dienmayxanh.com
thegioididong: thegioididong.com
bachhoaxanh: bachhoaxanh.com
coopmart: co-opmart.com.vn
winmart: winmart.vn
vietnamairlines: vietnamairlines.com
vietjetair: vietjetair.com
bambooairways: bambooairways.com
facebook: facebook.com facebook.net fbcdn.net fbsbx.com fb.com fb.me fb.watch messenger.com meta.com m.me
telegram: telegram.org t.me telegram.me
zaloapp chatzalo: zalo.me zalo.vn zaloapp.com
""",
}


def _read() -> tuple[Brand, ...]:
    rows = ((kind, line.partition(":")) for kind, block in _TABLE.items() for line in block.split("\n") if line)
    return tuple(Brand(kind, tuple(names.split()), tuple(domains.split())) for kind, (names, _, domains) in rows)


BRANDS = _read()
OFFICIAL: Mapping[str, Brand] = {domain: brand for brand in BRANDS for domain in brand.domains}
"""Registrable domain → whose it is."""
