-- Rows of the fact table from the moments of the lives.
CREATE OR REPLACE TEMP VIEW facts_of_{which} AS
SELECT
    getvariable('first_id') + n AS dossier_id,
    at_w(w) AS recorded_from,
    at_w(next_w) AS recorded_to,
    TRUE AS official,
    NULL::BIGINT AS import_source_id,
    desks.one_stop AS receiving_unit_id,
    desks.unit AS competent_unit_id,
    offers.executing AS executing_unit_id,
    offers.sector AS sector_id,
    offers.procedure_version AS procedure_version_id,
    channel,
    getvariable('rule_set') AS rule_set,
    CASE WHEN stage >= 6 THEN outcome ELSE '' END AS outcome,
    stage = 4 AS paused,
    (asked0 IS NOT NULL AND stage >= 2)::SMALLINT AS supplements_before,
    (asked1 IS NOT NULL AND stage >= 4)::SMALLINT AS supplements_after,
    at_w(submitted) AS submitted_at,
    CASE WHEN stage >= 3 THEN at_w(accepted) END AS accepted_at,
    CASE WHEN stage >= 3 THEN on_w(accepted) END AS accepted_on,
    CASE WHEN stage >= 5 THEN at_w(due) WHEN stage >= 3 THEN at_w(due1) END AS due_at,
    CASE WHEN stage >= 5 THEN on_w(due) WHEN stage >= 3 THEN on_w(due1) END AS due_on,
    CASE WHEN stage >= 5 THEN at_w(due) WHEN stage >= 3 THEN at_w(due1) END AS statutory_due_at,
    CASE WHEN stage >= 3 THEN at_w(due1) END AS first_due_at,
    CASE WHEN stage >= 6 THEN at_w(ended) END AS ended_at,
    CASE WHEN stage >= 6 THEN on_w(ended) END AS ended_on,
    CASE WHEN stage >= 7 THEN at_w(returned) END AS returned_at,
    CASE WHEN stage >= 7 THEN on_w(returned) END AS returned_on,
    CASE WHEN stage = 3 AND refused THEN on_w(refused_w) END AS refused_on,
    CASE WHEN refused THEN NULL WHEN stage >= 5 THEN due - started WHEN stage >= 3 THEN due1 - accepted END
        AS limit_minutes,
    CASE WHEN stage >= 6 THEN ended - started END AS minutes_used
FROM moments_{which}
JOIN desks ON desks.c = moments_{which}.c
JOIN offers USING (offer);
