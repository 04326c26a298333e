-- The instants at which something is known anew, up to now, each with the instant that ends that knowledge. What
-- figures read changes with these eight stages and with what is owed to the applicant.
CREATE OR REPLACE MACRO stage_at(refused, asked0, first, l2, asked1, received1, ended, returned, known) AS
    CASE WHEN NOT refused AND returned <= known THEN 8 WHEN NOT refused AND ended <= known THEN 7
    WHEN received1 <= known THEN 6 WHEN asked1 <= known THEN 5 WHEN l2 <= known THEN 4 WHEN first <= known THEN 3
    WHEN asked0 <= known THEN 2 ELSE 1 END;
CREATE OR REPLACE TEMP VIEW told AS
SELECT *, list_sort(list_distinct(list_filter([
    submitted, asked0, coalesce(accepted, refused_w), l2, asked1, received1,
    CASE WHEN NOT refused THEN ended END, CASE WHEN NOT refused THEN returned END, opened, sent
], lambda w: w <= getvariable('now_w')))) AS moments
FROM life;
CREATE OR REPLACE TEMP VIEW moments_all AS
SELECT *, stage_at(refused, asked0, coalesce(accepted, refused_w), l2, asked1, received1, ended, returned, w) AS stage
FROM (
    SELECT *, moments[i] AS w, moments[i + 1] AS next_w
    FROM (SELECT *, unnest(range(1, len(moments) + 1)) AS i FROM told)
);
CREATE OR REPLACE TEMP VIEW moments_last AS
SELECT *, greatest(
    CASE stage WHEN 8 THEN returned WHEN 7 THEN ended WHEN 6 THEN received1 WHEN 5 THEN asked1 WHEN 4 THEN l2
        WHEN 3 THEN coalesce(accepted, refused_w) WHEN 2 THEN asked0 ELSE submitted END,
    CASE WHEN opened <= getvariable('now_w') THEN opened END, CASE WHEN sent <= getvariable('now_w') THEN sent END) AS w,
    NULL::BIGINT AS next_w
FROM (
    SELECT *, stage_at(refused, asked0, coalesce(accepted, refused_w), l2, asked1, received1, ended, returned,
        getvariable('now_w')) AS stage
    FROM life
);
