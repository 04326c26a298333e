-- Events of the lives, up to now, in the shape the services write them.
CREATE OR REPLACE TEMP VIEW happenings AS
WITH named AS (
    SELECT n, offer, channel, outcome, accepted, due1, due, received1, submitted, asked0, received0, refused, refused_w,
        l1, l2, asked1, l3, l4, l5, ended, returned, started, letter, sent, due2, papers, digitised, reused, electronic,
        desks.unit, desks.one_stop, desks.desk, desks.leader, desks.clerk, offers.* EXCLUDE (offer, c)
    FROM life JOIN desks ON desks.c = life.c JOIN offers USING (offer)
), each AS (
    SELECT *, unnest([
        {'o': 1, 'w': submitted, 'kind': 'SUBMITTED', 'old': 'DRAFT', 'new': 'SUBMITTED', 'step': 0, 'who': desk},
        {'o': 2, 'w': asked0, 'kind': 'SUPPLEMENT_ASKED', 'old': 'SUBMITTED', 'new': 'INTAKE_SUPPLEMENT', 'step': 0, 'who': desk},
        {'o': 3, 'w': received0, 'kind': 'SUPPLEMENT_RECEIVED', 'old': 'INTAKE_SUPPLEMENT', 'new': 'SUBMITTED', 'step': 0, 'who': desk},
        {'o': 4, 'w': refused_w, 'kind': 'INTAKE_REFUSED', 'old': 'SUBMITTED', 'new': 'REFUSED_AT_INTAKE', 'step': 0, 'who': desk},
        {'o': 5, 'w': accepted, 'kind': 'ACCEPTED', 'old': CASE WHEN submitted IS NULL THEN 'DRAFT' ELSE 'SUBMITTED' END, 'new': 'ACCEPTED', 'step': 1, 'who': desk},
        {'o': 6, 'w': l1, 'kind': 'FORWARDED', 'old': 'ACCEPTED', 'new': 'IN_PROGRESS', 'step': 2, 'who': desk},
        {'o': 7, 'w': l2, 'kind': 'FORWARDED', 'old': 'IN_PROGRESS', 'new': 'IN_PROGRESS', 'step': 3, 'who': head},
        {'o': 8, 'w': asked1, 'kind': 'SUPPLEMENT_ASKED', 'old': 'IN_PROGRESS', 'new': 'AWAITING_SUPPLEMENT', 'step': 3, 'who': handler},
        {'o': 9, 'w': received1, 'kind': 'SUPPLEMENT_RECEIVED', 'old': 'AWAITING_SUPPLEMENT', 'new': 'IN_PROGRESS', 'step': 3, 'who': desk},
        {'o': 10, 'w': l3, 'kind': 'FORWARDED', 'old': 'IN_PROGRESS', 'new': 'IN_PROGRESS', 'step': 4, 'who': handler},
        {'o': 11, 'w': l4, 'kind': 'SENT_FOR_SIGNATURE', 'old': 'IN_PROGRESS', 'new': 'AWAITING_SIGNATURE', 'step': 5, 'who': head},
        {'o': 12, 'w': l5, 'kind': 'FORWARDED', 'old': 'AWAITING_SIGNATURE', 'new': 'IN_PROGRESS', 'step': 6, 'who': leader},
        {'o': 13, 'w': CASE WHEN NOT refused THEN ended END, 'kind': 'RESOLVED', 'old': 'IN_PROGRESS', 'new': 'RESOLVED', 'step': 7, 'who': clerk},
        {'o': 14, 'w': CASE WHEN NOT refused THEN returned END, 'kind': 'RETURNED', 'old': 'RESOLVED', 'new': 'RETURNED', 'step': 7, 'who': desk},
        {'o': 15, 'w': CASE WHEN letter = 1 THEN sent END, 'kind': 'REAPPOINTED', 'old': 'IN_PROGRESS', 'new': 'IN_PROGRESS', 'step': 3, 'who': clerk}
    ], recursive := true) FROM named
)
SELECT *, row_number() OVER (PARTITION BY n ORDER BY w, o) AS seq FROM each WHERE w <= getvariable('now_w');
-- Hand-overs: from which step, since when it lay there, in which unit; what ends a stay without one is told alike.
CREATE OR REPLACE TEMP VIEW handed AS
SELECT *, CASE WHEN o IN (8, 14) THEN step ELSE step - 1 END AS from_step,
    CASE o WHEN 6 THEN accepted WHEN 7 THEN l1 WHEN 8 THEN l2 WHEN 10 THEN coalesce(received1, l2) WHEN 11 THEN l3
        WHEN 12 THEN l4 WHEN 13 THEN l5 WHEN 14 THEN ended END AS since,
    CASE o WHEN 6 THEN limit1 WHEN 7 THEN limit2 WHEN 8 THEN limit3 WHEN 10 THEN limit3 WHEN 11 THEN limit4
        WHEN 12 THEN limit5 WHEN 13 THEN limit6 END AS allowed,
    CASE WHEN o IN (6, 14) THEN one_stop WHEN o IN (7, 8, 10, 11) THEN executing ELSE unit END AS from_unit,
    CASE step WHEN 2 THEN executing WHEN 3 THEN executing WHEN 4 THEN executing WHEN 5 THEN unit WHEN 6 THEN unit
        ELSE one_stop END AS to_unit,
    CASE step WHEN 2 THEN head WHEN 3 THEN handler WHEN 4 THEN head WHEN 5 THEN leader WHEN 6 THEN clerk END AS to_person,
    '"figures": {"level": "' || level || '", "with_fee": ' || coalesce(with_fee::VARCHAR, 'null') || CASE WHEN o = 5 AND submitted IS NOT NULL THEN '}'
        ELSE ', "components": ' || papers || ', "components_digitised": ' || digitised
             || ', "components_reused": ' || reused || '}' END AS pinned
FROM happenings;
CREATE OR REPLACE TEMP VIEW stays AS
SELECT
    getvariable('first_id') + n AS dossier_id,
    seq, at_w(w) AS recorded_from, TRUE AS official,
    ['receive', 'assign', 'appraise', 'review', 'sign', 'issue', 'return'][from_step] AS step,
    one_stop AS receiving_unit_id, unit AS competent_unit_id, from_unit AS executing_unit_id,
    sector AS sector_id, procedure_version AS procedure_version_id, channel, who AS officer_id,
    on_w(since) AS arrived_on, at_w(since + allowed) AS due_at, at_w(w) AS left_at, on_w(w) AS left_on,
    w - since AS minutes_used
FROM handed WHERE since IS NOT NULL;
CREATE OR REPLACE TEMP VIEW events AS
SELECT
    getvariable('first_id') + n AS dossier_id,
    seq,
    kind, old AS from_state, new AS to_state, step, 'person' AS actor_kind, who AS actor_id,
    at_w(w) AS at, at_w(w) AS recorded_at, '' AS reason, '' AS note_hash,
    CASE o WHEN 5 THEN 'accepted' WHEN 8 THEN 'paused' WHEN 9 THEN 'restarted' WHEN 13 THEN 'ended' WHEN 15 THEN 'reappointed' ELSE '' END AS clock,
    CASE o WHEN 5 THEN at_w(due1) WHEN 9 THEN at_w(due) WHEN 15 THEN at_w(due2) END AS promised_at,
    CASE WHEN o = 5 THEN getvariable('calendar') ELSE '' END AS calendar_version,
    CASE WHEN o = 1 THEN '{"channel": "' || channel || '", ' || pinned || '}'
         WHEN o = 2 OR o = 8 THEN '{"items": 1, "components": [1], "late": false}'
         WHEN o = 4 THEN '{"late": false}'
         WHEN o = 5 THEN '{"to_step": 1, "to_unit": ' || one_stop || ', "to_person": ' || desk || ', "missing": [], ' || pinned || '}'
         WHEN o = 9 THEN '{"promised_before": "' || strftime(at_w(due1), '%Y-%m-%dT%H:%M:%S+00:00') || '"}'
         WHEN o = 14 THEN CASE WHEN electronic THEN '{"channel": "electronic"}' ELSE '{"channel": "desk", "confirmation": "signed"}' END
         WHEN o = 15 THEN '{"apology": "' || CAST(CAST(md5('apology-' || getvariable('seed') || '-' || n) AS UUID) AS VARCHAR)
             || '", "promised_before": "' || strftime(at_w(due), '%Y-%m-%dT%H:%M:%S+00:00') || '", "moved": true}'
         WHEN o = 3 THEN '{}'
         ELSE '{' || CASE o WHEN 11 THEN '"proposed": "' || outcome || '", '
                            WHEN 13 THEN '"outcome": "' || outcome || '", ' ELSE '' END
            || '"from_step": ' || from_step || ', "from_unit": ' || from_unit || ', "from_person": ' || who
            || ', "to_step": ' || step || ', "to_unit": ' || to_unit || ', "to_person": ' || coalesce(to_person::VARCHAR, 'null')
            || ', "minutes": ' || (w - since)
            || ', "due": "' || strftime(at_w(since + allowed), '%Y-%m-%dT%H:%M:%S+00:00') || '"}'
    END AS data
FROM handed;
