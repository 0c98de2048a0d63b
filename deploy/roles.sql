-- The three database roles. Run once by a superuser inside the (empty) database that Tingtang
-- is to use; running it again changes nothing. Set the two passwords yourself afterwards, for
-- example with psql's \password, which never sends them in clear.
--
--   tingtang_owner     owns every table; nobody signs in as it
--   tingtang_migrator  changes the schema and sets up tests; not held by the server
--   tingtang_app       the server: owns nothing, creates nothing, cannot step around row security

DO $$
DECLARE role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['tingtang_owner', 'tingtang_migrator', 'tingtang_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
    END LOOP;
END $$;

ALTER ROLE tingtang_owner NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE tingtang_migrator LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
ALTER ROLE tingtang_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
GRANT tingtang_owner TO tingtang_migrator;

-- The owner owns the database's schema; everybody else may only look up names in it.
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO tingtang_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO tingtang_migrator, tingtang_app', current_database()
    );
END $$;
ALTER SCHEMA public OWNER TO tingtang_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tingtang_app;

-- What a migration creates, the server may use; a migration takes back what it must not have
-- (the right to change the ledger, any right on a partition).
ALTER DEFAULT PRIVILEGES FOR ROLE tingtang_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tingtang_app;
ALTER DEFAULT PRIVILEGES FOR ROLE tingtang_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO tingtang_app;
ALTER DEFAULT PRIVILEGES FOR ROLE tingtang_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE tingtang_owner IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO tingtang_app;

CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
