-- SPDX-License-Identifier: Apache-2.0
\echo Use "CREATE EXTENSION triage" to load this file. \quit

-- The explained recommendation, triage.assessment/1. `changes`: how many changed answers "what would change it" tries, 0 to 2.
CREATE FUNCTION triage_assess(answers jsonb, changes integer DEFAULT 0) RETURNS jsonb
    AS 'MODULE_PATHNAME', 'triage_assess_jsonb' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 1000;

-- The level alone: its rank, 0 the mildest.
CREATE FUNCTION triage_rank(answers jsonb) RETURNS integer
    AS 'MODULE_PATHNAME', 'triage_rank_jsonb' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 100;
