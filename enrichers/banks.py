"""Names and short names of the banks and wallets of Vietnam (State Bank's list of credit institutions, Napas members), folded."""

from __future__ import annotations

import re

_NAMES = """
lien ?viet ?post ?bank|ngan hang(?: [a-z]+)?|viet ?capital ?bank|standard chartered|kien ?long ?bank|bao ?viet ?bank|
maritime ?bank|viettel ?money|dong ?a ?bank|viet ?a ?bank|bac ?a ?bank|co-?op ?bank|nam ?a ?bank|saigon ?bank|viettel ?pay|
ocean ?bank|public bank|pvcom ?bank|shopee ?pay|techcombank|vietcombank|vnpt ?money|hong leong|viet ?bank|vietinbank|ban ?viet|
sacombank|sea ?bank|zalo ?pay|agribank|cb ?bank|citibank|eximbank|gp ?bank|hd ?bank|indovina|lp ?bank|mb ?bank|pg ?bank|tech com|
tp ?bank|vp ?bank|shinhan|vn ?pay|abbank|lpbank|vietin|sacom|ubank|vikki|woori|agri|bank|bidv|cake|cimb|exim|hsbc|moca|momo|pvcb|
timo|umee|abb|acb|bab|bvb|ctg|eib|gpb|hdb|ivb|klb|lpb|mbb|msb|nab|ncb|ocb|pgb|scb|sgb|shb|stb|tcb|tpb|uob|vab|vcb|vib|vpb|vrb|vtb|
mb
"""
BANK = re.compile(r"\b(?:" + _NAMES.replace("\n", "") + r")\b")
"""A bank in folded text."""
