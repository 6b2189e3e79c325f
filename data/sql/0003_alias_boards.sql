-- The alias boards were closed until there were aliases; no sysop could have closed them.
UPDATE board SET open = 1
 WHERE mode = 'alias'
   AND slug IN ('soap', 'mental-health', 'substance-use-recovery', 'confidential-consult',
                'mistreatment', 'vent');
