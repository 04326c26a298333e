-- One row per dossier of some arrival days: every instant of its life in working minutes, as if nothing ended today.
-- Tables: arrivals(day, first, number), spots(i, c, total), slots(place, offer), offers, terms(term, ...). Joins go by one
-- number each: with two, the planner was seen to join by the rough one first.
CREATE OR REPLACE TEMP TABLE life AS
WITH arrived AS (
    SELECT day, unnest(range(first, first + number)) AS n FROM arrivals WHERE day >= $begins AND day < $ends
), filed AS MATERIALIZED (
    SELECT n, day, spots.c, spots.c * 1000000 + pick(n, 4, spots.total) AS place,
        CASE WHEN u(n, 2) < getvariable('online') THEN 'online'
             WHEN u(n, 2) < getvariable('online') + getvariable('post') THEN 'post' ELSE 'direct' END AS channel,
        day * getvariable('day_minutes') + 1
            + ((getvariable('day_minutes') - 2) * u(n, 3))::BIGINT AS w0
    FROM arrived JOIN spots ON spots.i = pick(n, 1, getvariable('spots'))
), opened AS (
    SELECT filed.*, slots.offer, terms.term, minutes,
        channel = 'online' AND u(n, 5) < getvariable('refused') AS refused,
        channel = 'online' AND u(n, 6) < getvariable('asked_before') AS asked_before,
        u(n, 7) < getvariable('late') AS late,
        u(n, 8) < getvariable('asked_after') AS asked_after
    FROM filed
    JOIN slots USING (place)
    JOIN terms ON terms.term = slots.offer * 3
        + CASE filed.channel WHEN 'online' THEN 0 WHEN 'post' THEN 1 ELSE 2 END
), submitted AS (
    SELECT *,
        CASE WHEN channel = 'online' THEN w0 END AS submitted,
        CASE WHEN refused THEN w0 + 1 + (400 * u(n, 9))::BIGINT END AS refused_w,
        CASE WHEN asked_before AND NOT refused THEN w0 + 1 + (200 * u(n, 9))::BIGINT END AS asked0,
        CASE WHEN late THEN along(getvariable('late_shares'), u(n, 10))
             ELSE along(getvariable('in_time_shares'), u(n, 10)) END AS share
    FROM opened
), accepted AS (
    SELECT *,
        CASE WHEN asked0 IS NOT NULL THEN asked0 + 60 + (1900 * u(n, 11))::BIGINT END AS received0,
        CASE WHEN refused THEN NULL
             WHEN asked0 IS NOT NULL THEN asked0 + 60 + (1900 * u(n, 11))::BIGINT
             WHEN channel = 'online' THEN w0 + 1 + (300 * u(n, 11) * u(n, 12))::BIGINT ELSE w0 END AS accepted
    FROM submitted
), termed AS (
    SELECT *, due_w(accepted, minutes) AS due1 FROM accepted
), begun AS (
    SELECT *, used_w(accepted, due1, late, share) AS used1,
        accepted + 1 + (used_w(accepted, due1, late, share) * 0.02)::BIGINT AS l1
    FROM termed
), asked AS (
    SELECT *, l1 + 1 + (used1 * 0.04)::BIGINT AS l2,
        CASE WHEN asked_after THEN l1 + 2 + (used1 * 0.04)::BIGINT + (90 * u(n, 13))::BIGINT END AS asked1
    FROM begun
), resumed AS (
    SELECT *, CASE WHEN asked_after THEN asked1 + 240 + (3800 * u(n, 14) * u(n, 15))::BIGINT END AS received1
    FROM asked
), again AS (
    SELECT *, coalesce(received1, accepted) AS started,
        CASE WHEN received1 IS NULL THEN due1 ELSE due_w(received1, minutes) END AS due,
        CASE WHEN received1 IS NULL THEN used1
             ELSE used_w(received1, due_w(received1, minutes), late, share) END AS used
    FROM resumed
), appraised AS (
    SELECT *, greatest(coalesce(received1, l2) + 1, started + (used * (0.55 + 0.2 * u(n, 16)))::BIGINT) AS l3 FROM again
), reviewed AS (
    SELECT *, greatest(l3 + 1, started + (used * (0.8 + 0.08 * u(n, 17)))::BIGINT) AS l4 FROM appraised
), signed AS (
    SELECT *, greatest(l4 + 1, started + (used * 0.94 - 0.5)::BIGINT) AS l5 FROM reviewed
), finished AS (
    SELECT *, greatest(l5 + 1, started + used) AS ended,
        day_of(due) * getvariable('day_minutes') AS day_before,
        (day_of(due) + 2) * getvariable('day_minutes') AS due2,
        greatest(coalesce(received1, l2) + 6,
            least(day_of(due) * getvariable('day_minutes'), l3 - 1) - (100 * u(n, 24))::BIGINT) AS early_w
    FROM signed
), lettered AS (
    SELECT *,
        -- Who misses the date owes an apology: 1 sent in time with a new date, which is missed too, 2 sent when all is
        -- done, 3 never sent. In time is while the handler has it, and by the end of the working day before.
        CASE WHEN NOT coalesce(ended > due, FALSE) THEN 0
             WHEN u(n, 25) < getvariable('apology_in_time') AND day_before > started AND early_w <= day_before
                 AND early_w < l3 AND ended > due2 THEN 1
             WHEN u(n, 26) < getvariable('apology_late') THEN 2 ELSE 3 END AS letter
    FROM finished
)
SELECT *,
    CASE WHEN day_before > started THEN day_before ELSE due END AS letter_due,
    CASE letter WHEN 0 THEN NULL WHEN 1 THEN early_w - 5 ELSE due + 1 END AS opened,
    CASE letter WHEN 1 THEN early_w WHEN 2 THEN ended + 30 + (900 * u(n, 27))::BIGINT END AS sent,
    ended + 5 + (-ln(1 - u(n, 18)) * 700)::BIGINT AS returned,
    CASE WHEN u(n, 19) < getvariable('not_granted') THEN 'REFUSED' ELSE 'GRANTED' END AS outcome,
    1 + pick(n, 20, 5) AS papers,
    CASE WHEN channel = 'online' THEN 1 + pick(n, 20, 5)
         ELSE greatest((u(n, 22) < 0.2)::INT, least(1 + pick(n, 20, 5), pick(n, 21, 3))) END AS digitised,
    (u(n, 22) < 0.2)::INT AS reused,
    channel = 'online' AND u(n, 23) < 0.6 AS electronic
FROM lettered;
