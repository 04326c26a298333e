-- Head rows as they stand now, with parties and the units that may see them. `at` is the last thing that happened.
CREATE OR REPLACE TEMP VIEW standing AS
SELECT life.*, desks.unit, desks.one_stop, desks.agency, desks.desk, desks.leader, desks.clerk, offers.* EXCLUDE (offer, c),
    terms.limit_text, terms.statutory_text, terms.case_id,
    greatest(0,
        CASE WHEN refused_w <= getvariable('now_w') THEN 4 ELSE 0 END,
        CASE WHEN submitted <= getvariable('now_w') THEN 1 ELSE 0 END,
        CASE WHEN asked0 <= getvariable('now_w') THEN 2 ELSE 0 END,
        CASE WHEN accepted <= getvariable('now_w') THEN 5 ELSE 0 END,
        CASE WHEN l1 <= getvariable('now_w') THEN 6 ELSE 0 END,
        CASE WHEN l2 <= getvariable('now_w') THEN 7 ELSE 0 END,
        CASE WHEN asked1 <= getvariable('now_w') THEN 8 ELSE 0 END,
        CASE WHEN received1 <= getvariable('now_w') THEN 9 ELSE 0 END,
        CASE WHEN l3 <= getvariable('now_w') THEN 10 ELSE 0 END,
        CASE WHEN l4 <= getvariable('now_w') THEN 11 ELSE 0 END,
        CASE WHEN l5 <= getvariable('now_w') THEN 12 ELSE 0 END,
        CASE WHEN NOT refused AND ended <= getvariable('now_w') THEN 13 ELSE 0 END,
        CASE WHEN NOT refused AND returned <= getvariable('now_w') THEN 14 ELSE 0 END) AS o
FROM life JOIN desks ON desks.c = life.c JOIN offers USING (offer) JOIN terms USING (term);
CREATE OR REPLACE TEMP VIEW placed AS
SELECT *,
    CASE WHEN o < 5 THEN 0 WHEN o = 5 THEN 1 WHEN o = 6 THEN 2 WHEN o <= 9 THEN 3 ELSE least(o - 6, 7) END AS step_no,
    letter = 1 AND sent <= getvariable('now_w') AS moved,
    CASE WHEN o < 5 THEN NULL WHEN letter = 1 AND sent <= getvariable('now_w') THEN due2 WHEN o >= 9 THEN due ELSE due1 END AS due_w,
    CASE WHEN o < 5 THEN NULL WHEN o >= 9 THEN due ELSE due1 END AS lawful_w,
    CASE WHEN o < 5 THEN NULL WHEN o >= 9 THEN started ELSE accepted END AS started_w,
    (SELECT min(dates.on_date) FROM dates WHERE dates.on_date >= on_w(CASE o WHEN 8 THEN asked1 END) + 15) AS last_day
FROM standing;
CREATE OR REPLACE TEMP VIEW dossiers AS
SELECT
    getvariable('first_id') + n AS id,
    md5(getvariable('seed') || '-' || n) AS public_id,
    agency || '-' || strftime(on_w(w0), '%y%m%d') || '-' || printf('%04d', row_number() OVER (PARTITION BY agency, day ORDER BY n)) AS code,
    left(md5('token-' || getvariable('seed') || '-' || n), 22) AS public_token,
    (submitted IS NOT NULL)::INT + (CASE WHEN o < 2 OR asked0 IS NULL THEN 0 WHEN o = 2 THEN 1 ELSE 2 END)
        + (o = 4)::INT + (o >= 5)::INT + (o >= 6)::INT + (o >= 7)::INT
        + (asked1 IS NOT NULL AND o >= 8)::INT + (asked1 IS NOT NULL AND o >= 9)::INT
        + (o >= 10)::INT + (o >= 11)::INT + (o >= 12)::INT + (o >= 13)::INT + (o >= 14)::INT + moved::INT AS version,
    CASE WHEN o = 1 THEN 'SUBMITTED' WHEN o = 2 THEN 'INTAKE_SUPPLEMENT' WHEN o = 4 THEN 'REFUSED_AT_INTAKE'
         WHEN o = 5 THEN 'ACCEPTED' WHEN o = 8 THEN 'AWAITING_SUPPLEMENT' WHEN o = 11 THEN 'AWAITING_SIGNATURE'
         WHEN o = 13 THEN 'RESOLVED' WHEN o = 14 THEN 'RETURNED' ELSE 'IN_PROGRESS' END AS state,
    o NOT IN (4, 14) AS live,
    CASE WHEN o >= 13 THEN outcome ELSE '' END AS outcome,
    CASE WHEN o >= 11 THEN outcome ELSE '' END AS proposed_outcome,
    CASE o WHEN 8 THEN 'IN_PROGRESS' ELSE '' END AS resume_state,
    '' AS withdrawal_from,
    (asked0 IS NOT NULL AND o >= 2)::SMALLINT AS supplements_before,
    (asked1 IS NOT NULL AND o >= 8)::SMALLINT AS supplements_after,
    moved::INT AS reappointments,
    title, '' AS summary, people.full_name AS owner_name, channel, CASE WHEN electronic THEN 'electronic' ELSE 'desk' END AS result_channel, 1 AS copies,
    getvariable('rule_set') AS rule_set, CASE WHEN o >= 5 OR o = 4 THEN getvariable('form_set') ELSE '' END AS form_set,
    offering AS offering_id, procedure_version AS procedure_version_id, process_version AS process_version_id,
    case_id, sector AS sector_id, limit_text AS limit, statutory_text AS statutory_limit, mode,
    getvariable('calendar') AS calendar_version,
    one_stop AS receiving_unit_id, unit AS competent_unit_id, executing AS executing_unit_id,
    CASE WHEN step_no IN (2, 3, 4) THEN executing WHEN step_no IN (5, 6) THEN unit ELSE one_stop END AS holder_unit_id,
    CASE WHEN o IN (5, 14) THEN desk WHEN o IN (6, 10) THEN head WHEN o IN (7, 8, 9) THEN handler WHEN o = 11 THEN leader
         WHEN o = 12 THEN clerk END AS holder_id,
    step_no,
    CASE WHEN step_no = 0 THEN '' ELSE step_names[step_no] END AS step_name,
    CASE WHEN step_no = 0 THEN '' ELSE step_roles[step_no] END AS step_role,
    at_w(CASE o WHEN 5 THEN accepted WHEN 6 THEN l1 WHEN 7 THEN l2 WHEN 8 THEN l2 WHEN 9 THEN received1 WHEN 10 THEN l3
         WHEN 11 THEN l4 WHEN 12 THEN l5 WHEN 13 THEN ended WHEN 14 THEN ended END) AS step_since,
    at_w(CASE o WHEN 5 THEN accepted + limit1 WHEN 6 THEN l1 + limit2 WHEN 7 THEN l2 + limit3 WHEN 9 THEN received1 + limit3
         WHEN 10 THEN l3 + limit4 WHEN 11 THEN l4 + limit5 WHEN 12 THEN l5 + limit6 WHEN 13 THEN ended + limit7 END) AS step_due_at,
    at_w(submitted) AS submitted_at,
    CASE WHEN o = 1 THEN at_w(submitted + 480) END AS answer_due_at,
    CASE WHEN o >= 5 THEN at_w(accepted) END AS accepted_at,
    at_w(due_w) AS promised_at, at_w(lawful_w) AS statutory_due_at,
    CASE WHEN o >= 5 THEN at_w(due1) END AS first_due_at,
    at_w(due_w) AS due_at,
    at_w(started_w) AS clock_started_at,
    CASE WHEN o >= 5 AND o < 13 AND o <> 8 THEN at_w(started_w + (due_w - started_w) - (due_w - started_w) // 5) END AS near_at,
    CASE WHEN last_day IS NOT NULL THEN last_day + INTERVAL 17 HOUR WHEN o >= 5 THEN at_w(due_w) ELSE at_w(submitted + 480) END AS sort_at,
    coalesce(on_w(due_w) >= getvariable('unsure_from'), FALSE) AS provisional,
    CASE WHEN o = 8 THEN at_w(asked1) END AS paused_since,
    CASE WHEN last_day IS NOT NULL THEN last_day + INTERVAL 17 HOUR END AS closing_at,
    CASE WHEN o >= 13 THEN at_w(ended) END AS processing_ended_at,
    CASE WHEN o >= 14 THEN at_w(returned) END AS returned_at,
    '[]' AS asked_units, '[]' AS leg_units,
    CASE WHEN o >= 14 THEN at_w(returned) END AS papers_returned_at,
    CASE WHEN o >= 13 THEN (n + 1) || '/UBND' ELSE '' END AS result_number
FROM placed JOIN people ON people.i = pick(n, 30, getvariable('people'));
CREATE OR REPLACE TEMP VIEW applicants AS
SELECT id AS dossier_id, 'owner' AS role, 'citizen' AS kind, owner_name AS full_name, 'personal' AS identity_kind,
    '072085' || lpad((id % 1000000)::VARCHAR, 6, '0') AS identity_number,
    '09' || lpad((id * 7919 % 100000000)::VARCHAR, 8, '0') AS phone, '' AS email, '' AS address,
    lower(code) || ' | ' || people.folded || ' | 09' || lpad((id * 7919 % 100000000)::VARCHAR, 8, '0')
        || ' | 072085' || lpad((id % 1000000)::VARCHAR, 6, '0') AS search_key,
    '' AS notify_by, 'vi' AS notify_language
FROM dossiers JOIN people ON people.full_name = owner_name;
CREATE OR REPLACE TEMP VIEW seeing AS
SELECT DISTINCT id AS dossier_id, unit_id, live FROM (
    SELECT id, live, unnest(CASE WHEN step_no >= 2 THEN [receiving_unit_id, competent_unit_id, executing_unit_id]
        ELSE [receiving_unit_id, competent_unit_id] END) AS unit_id FROM dossiers);
-- The papers that the events count: the reused one first, then those that came as data, then paper; all there from the
-- beginning. What is asked for is the first one, brought anew.
CREATE OR REPLACE TEMP VIEW papers AS
SELECT getvariable('first_id') + n AS dossier_id, no::SMALLINT AS no, 'Giấy tờ ' || no AS name,
    (no > digitised)::SMALLINT AS originals,
    CASE WHEN no <= reused THEN 'reused' WHEN no <= digitised THEN 'electronic' ELSE 'paper' END AS source,
    at_w(w0) AS received_at,
    CASE WHEN no > 1 THEN NULL WHEN received1 IS NOT NULL AND o >= 9 THEN at_w(received1)
         WHEN received0 IS NOT NULL AND o >= 5 THEN at_w(received0) END AS supplemented_at,
    no = 1 AND o IN (2, 8) AS asked_again
FROM (SELECT *, unnest(range(1, papers + 1)) AS no FROM standing);
