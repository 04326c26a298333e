-- The instants at which something is known anew, up to now, each with the instant that ends that knowledge. What
-- figures read changes with these eight; moments of one dossier are numbered in the order of its life.
CREATE OR REPLACE TEMP VIEW told AS
SELECT *, list_filter([
    {'stage': 1, 'w': submitted}, {'stage': 2, 'w': asked0}, {'stage': 3, 'w': coalesce(accepted, refused_w)},
    {'stage': 4, 'w': l2}, {'stage': 5, 'w': asked1}, {'stage': 6, 'w': received1},
    {'stage': 7, 'w': CASE WHEN NOT refused THEN ended END}, {'stage': 8, 'w': CASE WHEN NOT refused THEN returned END}
], lambda moment: moment.w <= getvariable('now_w')) AS moments
FROM life;
CREATE OR REPLACE TEMP VIEW moments_all AS
SELECT *, moments[i].stage AS stage, moments[i].w AS w, moments[i + 1].w AS next_w
FROM (SELECT *, unnest(range(1, len(moments) + 1)) AS i FROM told);
CREATE OR REPLACE TEMP VIEW moments_last AS
SELECT *, CASE WHEN NOT refused AND returned <= getvariable('now_w') THEN 8
    WHEN NOT refused AND ended <= getvariable('now_w') THEN 7
    WHEN received1 <= getvariable('now_w') THEN 6 WHEN asked1 <= getvariable('now_w') THEN 5
    WHEN l2 <= getvariable('now_w') THEN 4 WHEN coalesce(accepted, refused_w) <= getvariable('now_w') THEN 3
    WHEN asked0 <= getvariable('now_w') THEN 2 ELSE 1 END AS stage,
    CASE stage WHEN 8 THEN returned WHEN 7 THEN ended WHEN 6 THEN received1 WHEN 5 THEN asked1 WHEN 4 THEN l2
    WHEN 3 THEN coalesce(accepted, refused_w) WHEN 2 THEN asked0 ELSE submitted END AS w,
    NULL::BIGINT AS next_w
FROM life;
