-- Time is counted in working minutes from the first arrival day: an instant is a number, and every sum of the clock
-- is an addition. Variables: days (local midnights as UTC), dates, day_minutes, opens and lengths of the two sessions.
CREATE OR REPLACE MACRO u(n, k) AS (hash(n, k, getvariable('seed')) >> 11) / 9007199254740992.0;
CREATE OR REPLACE MACRO pick(n, k, total) AS (hash(n, k, getvariable('seed')) % total)::BIGINT;
CREATE OR REPLACE MACRO along(deciles, p) AS
    deciles[floor(p * 10)::INT + 1]
    + (deciles[floor(p * 10)::INT + 2] - deciles[floor(p * 10)::INT + 1]) * (p * 10 - floor(p * 10));
CREATE OR REPLACE MACRO day_of(w) AS ((w - 1) // getvariable('day_minutes'))::INT;
CREATE OR REPLACE MACRO minute_of(w) AS ((w - 1) % getvariable('day_minutes') + 1)::INT;
CREATE OR REPLACE MACRO at_w(w) AS
    getvariable('days')[day_of(w) + 1]
    + to_minutes(CASE WHEN minute_of(w) <= getvariable('morning') THEN getvariable('opens') + minute_of(w)
                      ELSE getvariable('reopens') + minute_of(w) - getvariable('morning') END);
CREATE OR REPLACE MACRO on_w(w) AS getvariable('dates')[day_of(w) + 1];
-- Same day: by the end of the working day; past the cut-off, of the next one.
CREATE OR REPLACE MACRO due_w(started, minutes) AS
    CASE WHEN minutes IS NOT NULL THEN started + minutes
         WHEN minute_of(started) <= getvariable('cutoff') THEN (day_of(started) + 1) * getvariable('day_minutes')
         ELSE (day_of(started) + 2) * getvariable('day_minutes') END;
CREATE OR REPLACE MACRO used_w(started, due, late, share) AS
    CASE WHEN late THEN greatest(due - started + 1, ((due - started) * share)::BIGINT)
         ELSE least(due - started, greatest(8, ((due - started) * share)::BIGINT)) END;
