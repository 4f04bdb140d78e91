-- A record that came by a grouping of which somebody said « ce n'est pas moi » is contested until its school has decided: no rule
-- groups it further, a request does.
alter table grouping_request drop constraint grouping_request_reasons_known;
alter table grouping_request add constraint grouping_request_reasons_known check (
  jsonb_typeof(reasons) = 'array' and jsonb_array_length(reasons) > 0 and reasons <@
    '["first_name_differs", "family_name_differs", "civility_conflict", "same_pupil", "protected", "contested", "unknown_person"]'::jsonb);
