-- Duties to apologise for a date that is missed, opened by the clock, and their letters: drafted, reviewed, approved,
-- numbered and sent within five minutes of work. `done` counts what happened to a duty up to now, its opening first.
CREATE OR REPLACE TEMP VIEW owed AS
SELECT *, getvariable('first_id') + n AS duty_id,
    CASE WHEN sent IS NULL THEN 1 ELSE 1 + greatest(0, least(5, getvariable('now_w') - sent + 5)) END AS done,
    CASE WHEN opened < l3 THEN 3 WHEN opened < l4 THEN 4 WHEN opened < l5 THEN 5 WHEN opened < ended THEN 6 ELSE 7 END AS at_step,
    'Chúng tôi xin lỗi vì hồ sơ không xong đúng hẹn: ' || reasons.words || '.' AS body,
    left(md5('salt-' || getvariable('seed') || '-' || n), 32) AS salt,
    reasons.id AS reason_id, reasons.code AS reason_code
FROM standing JOIN reasons ON reasons.i = pick(n, 31, getvariable('reasons'))
WHERE opened <= getvariable('now_w');
CREATE OR REPLACE TEMP VIEW duties AS
SELECT duty_id AS id, md5('apology-' || getvariable('seed') || '-' || n) AS public_id, duty_id AS dossier_id,
    at_w(due) AS due_at, at_w(letter_due) AS due_by, CASE letter WHEN 1 THEN 'near' ELSE 'passed' END AS ground,
    ['OPEN', 'DRAFTED', 'REVIEWED', 'APPROVED', 'NUMBERED', 'SENT'][done] AS state, done AS version,
    at_w(opened) AS opened_at, unit AS competent_unit_id, executing AS executing_unit_id, one_stop AS receiving_unit_id,
    procedure_version AS procedure_version_id, at_step AS step_no, step_names[at_step] AS step_name,
    CASE WHEN at_step IN (3, 4) THEN executing WHEN at_step IN (5, 6) THEN unit ELSE one_stop END AS step_unit_id,
    CASE at_step WHEN 3 THEN handler WHEN 4 THEN head WHEN 5 THEN leader WHEN 6 THEN clerk END AS step_person_id,
    CASE WHEN done >= 2 THEN reason_id END AS reason_id, (done >= 2)::SMALLINT AS letters,
    CASE WHEN done >= 2 AND letter = 1 THEN at_w(due2) END AS new_due_at,
    CASE WHEN done >= 2 THEN handler END AS drafter_id, CASE WHEN done >= 4 THEN leader END AS approver_id,
    CASE WHEN done >= 5 THEN (n + 1) || '/TXL' ELSE '' END AS number,
    CASE WHEN done >= 6 THEN at_w(sent) END AS sent_at, CASE WHEN done >= 6 THEN 'post' ELSE '' END AS sent_by
FROM owed;
CREATE OR REPLACE TEMP VIEW acts AS
SELECT duty_id AS apology_id, seq,
    ['open', 'draft', 'review', 'approve', 'number', 'send'][seq] AS act,
    ['', 'OPEN', 'DRAFTED', 'REVIEWED', 'APPROVED', 'NUMBERED'][seq] AS from_state,
    ['OPEN', 'DRAFTED', 'REVIEWED', 'APPROVED', 'NUMBERED', 'SENT'][seq] AS to_state,
    CASE seq WHEN 1 THEN 'system' ELSE 'person' END AS actor_kind,
    CASE seq WHEN 2 THEN handler WHEN 3 THEN head WHEN 4 THEN leader WHEN 5 THEN clerk WHEN 6 THEN clerk END AS actor_id,
    at_w(CASE seq WHEN 1 THEN opened ELSE sent + seq - 6 END) AS at, at_w(CASE seq WHEN 1 THEN opened ELSE sent + seq - 6 END) AS recorded_at,
    CASE seq WHEN 2 THEN sha256(salt || body) ELSE '' END AS note_hash,
    CASE seq
        WHEN 1 THEN '{"ground": "' || CASE letter WHEN 1 THEN 'near' ELSE 'passed' END || '", "reason": null, "due_by": "'
            || strftime(at_w(letter_due), '%Y-%m-%dT%H:%M:%S+00:00') || '"}'
        WHEN 2 THEN '{"letter": 1, "reason": "' || reason_code || '", "new_due_at": '
            || CASE letter WHEN 1 THEN '"' || strftime(at_w(due2), '%Y-%m-%dT%H:%M:%S+00:00') || '"' ELSE 'null' END || '}'
        WHEN 5 THEN '{"letter": 1}'
        WHEN 6 THEN '{"by": "post", "number": "' || (n + 1) || '/TXL", "letter": 1}' ELSE '{}' END AS data
FROM (SELECT *, unnest(range(1, done + 1)) AS seq FROM owed);
CREATE OR REPLACE TEMP VIEW letters AS
SELECT duty_id AS apology_id, 1 AS no, reason_id, body, salt, CASE letter WHEN 1 THEN at_w(due2) END AS new_due_at,
    handler AS drafted_by_id, at_w(sent - 4) AS drafted_at
FROM owed WHERE done >= 2;
