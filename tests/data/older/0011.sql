PRAGMA page_size = 4096;
PRAGMA application_id = 0;
PRAGMA user_version = 0;
PRAGMA journal_mode = wal;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES (1, 'division-bell', '0001-record', '2026-11-26 00:28:14.723940+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'division-bell', '0002-desk', '2026-11-26 00:28:14.725934+00:00');
INSERT INTO "_sqlite_migrations" VALUES (3, 'division-bell', '0003-search', '2026-11-26 00:28:14.728700+00:00');
INSERT INTO "_sqlite_migrations" VALUES (4, 'division-bell', '0004-editing', '2026-11-26 00:28:14.735243+00:00');
INSERT INTO "_sqlite_migrations" VALUES (5, 'division-bell', '0005-delivery', '2026-11-26 00:28:14.736207+00:00');
INSERT INTO "_sqlite_migrations" VALUES (6, 'division-bell', '0006-live', '2026-11-26 00:28:14.736434+00:00');
INSERT INTO "_sqlite_migrations" VALUES (7, 'division-bell', '0007-changes', '2026-11-26 00:28:14.736617+00:00');
INSERT INTO "_sqlite_migrations" VALUES (8, 'division-bell', '0008-holds', '2026-11-26 00:28:14.743479+00:00');
INSERT INTO "_sqlite_migrations" VALUES (9, 'division-bell', '0009-unsent', '2026-11-26 00:28:14.743768+00:00');
INSERT INTO "_sqlite_migrations" VALUES (10, 'division-bell', '0010-schedules', '2026-11-26 00:28:14.744173+00:00');
INSERT INTO "_sqlite_migrations" VALUES (11, 'division-bell', '0011-renderings', '2026-11-26 00:28:14.744340+00:00');
CREATE TABLE entities (id TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT;
INSERT INTO "entities" VALUES ('ann', 'person');
INSERT INTO "entities" VALUES ('blue', 'party');
INSERT INTO "entities" VALUES ('diet', 'chamber');
INSERT INTO "entities" VALUES ('first', 'table');
INSERT INTO "entities" VALUES ('first/blue', 'figure');
INSERT INTO "entities" VALUES ('first/red', 'figure');
INSERT INTO "entities" VALUES ('first/total', 'figure');
INSERT INTO "entities" VALUES ('paper', 'source');
INSERT INTO "entities" VALUES ('red', 'party');
INSERT INTO "entities" VALUES ('words', 'quote');
INSERT INTO "entities" VALUES ('second', 'table');
INSERT INTO "entities" VALUES ('second/blue', 'figure');
INSERT INTO "entities" VALUES ('second/red', 'figure');
INSERT INTO "entities" VALUES ('second/total', 'figure');
INSERT INTO "entities" VALUES ('third', 'table');
INSERT INTO "entities" VALUES ('third/blue', 'figure');
INSERT INTO "entities" VALUES ('third/red', 'figure');
INSERT INTO "entities" VALUES ('third/total', 'figure');
INSERT INTO "entities" VALUES ('blue-slip', 'correction');
INSERT INTO "entities" VALUES ('red-slip', 'correction');
CREATE TABLE declarations (id TEXT NOT NULL REFERENCES entities (id), dossier TEXT NOT NULL, digest TEXT NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, dossier, began)) STRICT;
INSERT INTO "declarations" VALUES ('ann', 'base', 'e1c8b6853912fcb4015291ea4a9390143bb0def533cbdaada0387a31a35716f3', 1, NULL);
INSERT INTO "declarations" VALUES ('blue', 'base', 'b199e70e0dfb4200490298f1e137ffbdb7d1a652022aaadf71d524d59eae01be', 1, NULL);
INSERT INTO "declarations" VALUES ('diet', 'base', 'd94a07fc42c63c8908aeba14506d952cc32e2d6df0161e973ad4dadddd76500a', 1, NULL);
INSERT INTO "declarations" VALUES ('first', 'base', '2f548e7bb3c3b89793276f7b7e6855bc39f839aa48a914be998608d0c4dbb674', 1, NULL);
INSERT INTO "declarations" VALUES ('paper', 'base', '9340cf9355f8a47c3269e081454dd0a6f8473d425e6b1a6ae66a85132bfa4cd3', 1, NULL);
INSERT INTO "declarations" VALUES ('red', 'base', 'ef103af824a4348036f53536dac49bf2f80cb45391fb0c807aa93dc48ee57357', 1, NULL);
INSERT INTO "declarations" VALUES ('words', 'base', '891a49c269e7019b0120f440340d234462ea827f0a8b9e01dd8de693e7d6d7df', 1, NULL);
INSERT INTO "declarations" VALUES ('second', 'second', '84dc4e50c69ad4cdcfc1ed35f3026e9bf65f86811837e3029e63134371f4eb6e', 2, NULL);
INSERT INTO "declarations" VALUES ('third', 'third', '4cac320bf6f38bc803cbc5205215242c971aa38eed087b995e1acf54a19d14b0', 3, NULL);
INSERT INTO "declarations" VALUES ('blue-slip', 'slip', '97d3176b97ef9f227cb7c8eb261adfaa0cfac123b7162c8e0ca983441de2836b', 4, NULL);
INSERT INTO "declarations" VALUES ('red-slip', 'slip', '6d3d118f04c93ac21c13a088996825cd32a1222fc1b591c48bb0567097c9b097', 4, NULL);
CREATE TABLE names (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, kind TEXT NOT NULL, language TEXT, text TEXT NOT NULL, folded TEXT NOT NULL, source TEXT REFERENCES entities (id), note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
INSERT INTO "names" VALUES ('ann', 0, 'name', 'en', 'Ann Example', 'ann example', NULL, NULL, 1, NULL);
INSERT INTO "names" VALUES ('blue', 0, 'name', 'en', 'Blue Party', 'blue party', NULL, NULL, 1, NULL);
INSERT INTO "names" VALUES ('blue', 1, 'short', NULL, 'B', 'b', NULL, NULL, 1, NULL);
INSERT INTO "names" VALUES ('diet', 0, 'name', 'en', 'Diet', 'diet', NULL, NULL, 1, NULL);
INSERT INTO "names" VALUES ('red', 0, 'name', 'en', 'Red Party', 'red party', NULL, NULL, 1, NULL);
INSERT INTO "names" VALUES ('red', 1, 'short', NULL, 'R', 'r', NULL, NULL, 1, NULL);
CREATE TABLE sources (id TEXT NOT NULL REFERENCES entities (id), kind TEXT NOT NULL, publisher TEXT NOT NULL, title TEXT, url TEXT, published TEXT, published_note TEXT, language TEXT, account TEXT, party_interest TEXT REFERENCES entities (id), note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "sources" VALUES ('paper', 'article', 'The Paper', NULL, NULL, '2020-05-01', NULL, 'en', NULL, NULL, NULL, 1, NULL);
CREATE TABLE citations (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, cites TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE chambers (id TEXT NOT NULL REFERENCES entities (id), parliament TEXT NOT NULL, house TEXT NOT NULL, timezone TEXT NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "chambers" VALUES ('diet', 'xx', 'single', 'UTC', 1, NULL);
CREATE TABLE sizes (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, seats INTEGER NOT NULL, since TEXT, until TEXT, source TEXT REFERENCES entities (id) NOT NULL, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
INSERT INTO "sizes" VALUES ('diet', 0, 100, NULL, NULL, 'paper', NULL, 1, NULL);
CREATE TABLE parties (id TEXT NOT NULL REFERENCES entities (id), colour TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "parties" VALUES ('blue', NULL, 1, NULL);
INSERT INTO "parties" VALUES ('red', '#ff0000', 1, NULL);
CREATE TABLE alliances (id TEXT NOT NULL REFERENCES entities (id), side TEXT, partial INTEGER NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE memberships (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, party TEXT REFERENCES entities (id) NOT NULL, since TEXT, until TEXT, source TEXT REFERENCES entities (id) NOT NULL, words TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE people (id TEXT NOT NULL REFERENCES entities (id), party TEXT REFERENCES entities (id), party_source TEXT REFERENCES entities (id), began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "people" VALUES ('ann', NULL, NULL, 1, NULL);
CREATE TABLE roles (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, text TEXT NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, words TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE constituencies (id TEXT NOT NULL REFERENCES entities (id), chamber TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE elections (id TEXT NOT NULL REFERENCES entities (id), chamber TEXT REFERENCES entities (id) NOT NULL, date TEXT, date_note TEXT, source TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE contests (id TEXT NOT NULL REFERENCES entities (id), chamber TEXT REFERENCES entities (id) NOT NULL, election TEXT REFERENCES entities (id), constituency TEXT REFERENCES entities (id), office TEXT, rule TEXT REFERENCES entities (id), electing_body TEXT REFERENCES entities (id), electing_body_source TEXT REFERENCES entities (id), ballot TEXT, ballot_source TEXT REFERENCES entities (id), ballot_note TEXT, seats INTEGER, date TEXT, date_note TEXT, source TEXT REFERENCES entities (id) NOT NULL, words TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE candidacies (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, person TEXT REFERENCES entities (id) NOT NULL, party TEXT REFERENCES entities (id), backed_by TEXT REFERENCES entities (id), outcome TEXT, words TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE rules (id TEXT NOT NULL REFERENCES entities (id), base TEXT NOT NULL, numerator INTEGER NOT NULL, denominator INTEGER NOT NULL, strict INTEGER NOT NULL, constructive INTEGER NOT NULL, also TEXT REFERENCES entities (id), article TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE rule_sources (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE stated (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, number INTEGER NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE motions (id TEXT NOT NULL REFERENCES entities (id), chamber TEXT REFERENCES entities (id) NOT NULL, kind TEXT NOT NULL, subject TEXT REFERENCES entities (id), successor TEXT REFERENCES entities (id), rule TEXT REFERENCES entities (id), yes_means TEXT, question TEXT, status TEXT NOT NULL, date TEXT, stated TEXT, how TEXT, source TEXT REFERENCES entities (id) NOT NULL, words TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE tables (id TEXT NOT NULL REFERENCES entities (id), subject TEXT REFERENCES entities (id) NOT NULL, measure TEXT NOT NULL, unit TEXT NOT NULL, as_of TEXT NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), status TEXT NOT NULL, words TEXT, preferred INTEGER NOT NULL, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "tables" VALUES ('first', 'diet', 'seats', 'seats', '2020-05-01', 'paper', NULL, 'reported', NULL, 0, NULL, 1, NULL);
INSERT INTO "tables" VALUES ('second', 'diet', 'seats', 'seats', '2020-05-02', 'paper', NULL, 'reported', NULL, 0, NULL, 2, NULL);
INSERT INTO "tables" VALUES ('third', 'diet', 'seats', 'seats', '2020-05-03', 'paper', NULL, 'reported', NULL, 0, NULL, 3, NULL);
CREATE TABLE concerning (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, entity TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE figures (id TEXT NOT NULL REFERENCES entities (id), within TEXT REFERENCES entities (id) NOT NULL, n INTEGER NOT NULL, part TEXT NOT NULL, entity TEXT REFERENCES entities (id), value INTEGER, words TEXT, label TEXT, side TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "figures" VALUES ('first/blue', 'first', 1, 'blue', 'blue', 45, NULL, NULL, NULL, 1, NULL);
INSERT INTO "figures" VALUES ('first/red', 'first', 0, 'red', 'red', 55, NULL, NULL, NULL, 1, NULL);
INSERT INTO "figures" VALUES ('first/total', 'first', 2, 'total', NULL, 100, NULL, NULL, NULL, 1, NULL);
INSERT INTO "figures" VALUES ('second/blue', 'second', 1, 'blue', 'blue', 46, NULL, NULL, NULL, 2, NULL);
INSERT INTO "figures" VALUES ('second/red', 'second', 0, 'red', 'red', 54, NULL, NULL, NULL, 2, NULL);
INSERT INTO "figures" VALUES ('second/total', 'second', 2, 'total', NULL, 100, NULL, NULL, NULL, 2, NULL);
INSERT INTO "figures" VALUES ('third/blue', 'third', 1, 'blue', 'blue', 44, NULL, NULL, NULL, 3, 4);
INSERT INTO "figures" VALUES ('third/red', 'third', 0, 'red', 'red', 56, NULL, NULL, NULL, 3, 4);
INSERT INTO "figures" VALUES ('third/total', 'third', 2, 'total', NULL, 100, NULL, NULL, NULL, 3, NULL);
INSERT INTO "figures" VALUES ('third/blue', 'third', 1, 'blue', 'blue', 43, NULL, NULL, NULL, 4, NULL);
INSERT INTO "figures" VALUES ('third/red', 'third', 0, 'red', 'red', 57, NULL, NULL, NULL, 4, NULL);
CREATE TABLE quotes (id TEXT NOT NULL REFERENCES entities (id), text TEXT NOT NULL, folded TEXT NOT NULL, speaker TEXT REFERENCES entities (id), speaker_source TEXT REFERENCES entities (id), kind TEXT NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), date TEXT, language TEXT, original_language TEXT, rendered_by TEXT REFERENCES entities (id), note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "quotes" VALUES ('words', 'We shall see', 'we shall see', 'ann', NULL, 'verbatim', 'paper', NULL, '2020-05-01', 'en', NULL, NULL, NULL, 1, NULL);
CREATE TABLE claims (id TEXT NOT NULL REFERENCES entities (id), claimant TEXT REFERENCES entities (id), claimant_source TEXT REFERENCES entities (id), verb TEXT, text TEXT NOT NULL, words TEXT, folded TEXT NOT NULL, kind TEXT NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), date TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE responses (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, claim TEXT REFERENCES entities (id) NOT NULL, by TEXT REFERENCES entities (id) NOT NULL, text TEXT NOT NULL, words TEXT, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), date TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE findings (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, claim TEXT REFERENCES entities (id) NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL, outcome TEXT NOT NULL, words TEXT, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), date TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE events (id TEXT NOT NULL REFERENCES entities (id), date TEXT, date_stated TEXT, date_note TEXT, inferred INTEGER NOT NULL, status TEXT NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), words TEXT, note TEXT, supersedes TEXT REFERENCES entities (id), began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE outcomes (id TEXT NOT NULL REFERENCES entities (id), of TEXT REFERENCES entities (id) NOT NULL, result TEXT NOT NULL, who TEXT REFERENCES entities (id), status TEXT NOT NULL, date TEXT, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), words TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE notes (id TEXT NOT NULL REFERENCES entities (id), text TEXT NOT NULL, words TEXT, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE abouts (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, entity TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE agreeing (id TEXT NOT NULL REFERENCES entities (id), n INTEGER NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, n, began)) STRICT;
CREATE TABLE revisions (
        number INTEGER PRIMARY KEY, dossier TEXT NOT NULL, title TEXT NOT NULL, digest TEXT NOT NULL,
        content TEXT NOT NULL, author TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL, warnings TEXT NOT NULL
    , kind TEXT NOT NULL DEFAULT 'update', reason TEXT, mistake TEXT, silent INTEGER NOT NULL DEFAULT 0, approver TEXT, request TEXT, undoes INTEGER) STRICT;
INSERT INTO "revisions" VALUES (1, 'base', 'A title', '0745998dc6cd7a2b1369aeeaec7f416c77e767d4ca0b0c33d3ab412e60908d95', '{"dossier":"base","title":"A title","why":"A reason","timezone":"UTC","sources":{"paper":{"kind":"article","publisher":"The Paper","published":"2020-05-01","language":"en"}},"chambers":{"diet":{"names":{"en":"Diet"},"parliament":"xx","house":"single","sizes":[{"seats":100,"source":"paper"}]}},"parties":{"red":{"names":{"en":"Red Party"},"short":"R","colour":"#ff0000"},"blue":{"names":{"en":"Blue Party"},"short":"B"}},"people":{"ann":{"names":{"en":"Ann Example"}}},"tables":{"first":{"subject":"diet","measure":"seats","unit":"seats","as_of":"2020-05-01","source":"paper","status":"reported","figures":{"red":{"value":55},"blue":{"value":45},"total":{"value":100}}}},"quotes":{"words":{"text":"We shall see","speaker":"ann","kind":"verbatim","source":"paper","date":"2020-05-01","language":"en"}}}', 'division-bell', 'A reason', '2026-11-26T00:28:14+00:00', '[]', 'update', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO "revisions" VALUES (2, 'second', 'A title', '0751291a5ca2b0cd969267de1f2ca7228741172be15bb1084478b9c351acb52b', '{"dossier":"second","title":"A title","why":"A reason","timezone":"UTC","tables":{"second":{"subject":"diet","measure":"seats","unit":"seats","as_of":"2020-05-02","source":"paper","status":"reported","figures":{"red":{"value":54},"blue":{"value":46},"total":{"value":100}}}}}', 'console:root', 'A reason', '2026-11-26T00:28:18+00:00', '[]', 'update', NULL, NULL, 0, NULL, 'console:1e2b8061-0d93-47f6-9e3c-cc04fcd0bb87', NULL);
INSERT INTO "revisions" VALUES (3, 'third', 'A title', '8f7f98307d41741a32c7ee328f53e6b162e85d3d319f2adfff2506d374af12f8', '{"dossier":"third","title":"A title","why":"A reason","timezone":"UTC","tables":{"third":{"subject":"diet","measure":"seats","unit":"seats","as_of":"2020-05-03","source":"paper","status":"reported","figures":{"red":{"value":56},"blue":{"value":44},"total":{"value":100}}}}}', 'console:root', 'A reason', '2026-11-26T00:28:20+00:00', '[]', 'update', NULL, NULL, 0, NULL, 'console:a1a2778a-58c4-4dfd-9d8d-90b4e397fa68', NULL);
INSERT INTO "revisions" VALUES (4, 'slip', 'A title', '2284021c713b21d9fc60c9658650aa920fe53a981423b4ffe80ee90cdb16a52a', '{"dossier":"slip","title":"A title","why":"A reason","timezone":"UTC","corrections":{"red-slip":{"of":"third/red","value":57,"reason":"a slip of ours","mistake":"ours"},"blue-slip":{"of":"third/blue","value":43,"reason":"a slip of ours","mistake":"ours"}}}', 'console:root', 'A reason', '2026-11-26T00:28:22+00:00', '[]', 'correction', 'a slip of ours', 'ours', 0, NULL, 'console:66475b2b-fca7-4dd8-8e5a-428d76c7471f', NULL);
CREATE TABLE cards (
        code TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY (code, digest)
    ) STRICT;
INSERT INTO "cards" VALUES ('2UAVXC', '3c42f4e60cd6a027e258eed630b8fe1be769c3323d901ccb90777cbcfb0f519e', '{"line": "chamber diet", "as_of": "2020-05-01", "shows": [["first/red", "55 reported"], ["first/blue", "45 reported"], ["first/total", "100 reported"]]}', '2026-11-26T00:28:15+00:00', 1);
INSERT INTO "cards" VALUES ('RDV45G', 'c22867955960cb6c77be2e56f78de959387185e12c5f101e20e9747ae261b10d', '{"line": "quote we shall see", "as_of": "2020-05-01", "shows": [["words", "verbatim"]]}', '2026-11-26T00:28:16+00:00', 1);
INSERT INTO "cards" VALUES ('467NCF', 'a6d4fffe47f0d80f334dda3ff7695c58443f7ac2073b1a6406d195c54bbafbd3', '{"line": "news 2 about:all", "as_of": "2020-05-02", "shows": [["second/red", "54 reported"], ["second/blue", "46 reported"], ["second/total", "100 reported"]]}', '2026-11-26T00:28:19+00:00', 2);
INSERT INTO "cards" VALUES ('HRHD6V', 'd18ece59a83bfd31fe8fc273142c720274c74e782a4ec7885d15f155f336108f', '{"line": "chamber diet", "as_of": "2020-05-02", "shows": [["second/red", "54 reported"], ["second/blue", "46 reported"], ["second/total", "100 reported"], ["first/red", "55 reported"], ["first/blue", "45 reported"], ["first/total", "100 reported"]]}', '2026-11-26T00:28:19+00:00', 2);
INSERT INTO "cards" VALUES ('EHV97R', '6b6284548a80b1738e40b6883b47fab468baa1fd2bb728a4fa92c7e0d8ec0206', '{"line": "chamber diet", "as_of": "2020-05-03", "shows": [["third/red", "56 reported"], ["third/blue", "44 reported"], ["third/total", "100 reported"], ["second/red", "54 reported"], ["second/blue", "46 reported"], ["second/total", "100 reported"], ["first/red", "55 reported"], ["first/blue", "45 reported"], ["first/total", "100 reported"]]}', '2026-11-26T00:28:21+00:00', 3);
INSERT INTO "cards" VALUES ('2JNAN6', 'ed6129d6ba8637c1b3802c3d5beab68b9a397f2c857ff8382280feb68bf02323', '{"line": "news 3 about:all", "as_of": "2020-05-03", "shows": [["third/red", "56 reported"], ["third/blue", "44 reported"], ["third/total", "100 reported"]]}', '2026-11-26T00:28:21+00:00', 3);
CREATE TABLE tokens (token TEXT PRIMARY KEY, line TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "memory" VALUES ('owners', '[]');
INSERT INTO "memory" VALUES ('account/telegram', '42');
INSERT INTO "memory" VALUES ('telegram-menu:42:all_private_chats:', 'f481d31a39eeb58f5ca2');
INSERT INTO "memory" VALUES ('telegram-menu:42:all_private_chats:ur', '02c646b0c7439b29f7a2');
INSERT INTO "memory" VALUES ('telegram-menu:42:all_group_chats:', '959abb0fdd587086989c');
INSERT INTO "memory" VALUES ('telegram-menu:42:all_group_chats:ur', 'f4b172ec61ff2e12132e');
INSERT INTO "memory" VALUES ('telegram-menu:42:all_chat_administrators:', 'f481d31a39eeb58f5ca2');
INSERT INTO "memory" VALUES ('telegram-menu:42:all_chat_administrators:ur', '02c646b0c7439b29f7a2');
INSERT INTO "memory" VALUES ('telegram-menu:42:description:', '5bbb1a63e030e40ba8e2');
INSERT INTO "memory" VALUES ('telegram-menu:42:short:', '3adfab2f7eb5f2ce77c5');
INSERT INTO "memory" VALUES ('telegram-menu:42:description:ur', '75ff1ba82be4d579e51f');
INSERT INTO "memory" VALUES ('telegram-menu:42:short:ur', 'ac9500ed5d003924012f');
INSERT INTO "memory" VALUES ('telegram/photo/42/4175a856c7a0bfde3d8a6f4bb4c9a453fe740b709eddf4fc78a23bcf8e66eab1', 'file-1005 file-1005x');
INSERT INTO "memory" VALUES ('telegram/exchanges/42', '{"d0eb1eb49bf8601da4":"t1002","0410a046ef775f4d9e":"p1006","d68d9c2bef6882889c":"t1009","4e6f00ed0df1b718dc":"t1012","c5661daa80c474e5fe":"p1016","f4367f692b577c0d2f":"p1021","54413a17f9373ceccb":"p1026"}');
INSERT INTO "memory" VALUES ('telegram/photo/42/1a5ea215c646685d4fff65c4e4d60c02c078ca9c471c0a4b45f0b3f94c0ed8ae', 'file-1015 file-1015x');
INSERT INTO "memory" VALUES ('telegram/photo/42/9d49cefd3610509dc69a05806ff243046e91e8af915bb3de2932bef2bfaea956', 'file-1020 file-1020x');
INSERT INTO "memory" VALUES ('telegram/photo/42/a5565fc038cbebdf111eb413ee234a6bcc9efbaf3acf1a34f0a650491d7199a5', 'file-1025 file-1025x');
CREATE TABLE chats (
        chat TEXT PRIMARY KEY, state TEXT NOT NULL, settings TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT;
INSERT INTO "chats" VALUES ('telegram:7', 'active', 'null', '2026-11-26T00:28:15+00:00');
CREATE TABLE postings (
        id INTEGER PRIMARY KEY, chat TEXT NOT NULL, message TEXT NOT NULL, medium TEXT NOT NULL, line TEXT NOT NULL,
        page INTEGER NOT NULL, as_of TEXT, language TEXT NOT NULL, timezone TEXT NOT NULL, revision INTEGER NOT NULL,
        at TEXT NOT NULL, UNIQUE (chat, message)
    ) STRICT;
INSERT INTO "postings" VALUES (1, 'telegram:7', '1006', 'picture', 'chamber diet', 1, '2020-05-01', 'en', 'UTC', 1, '2026-11-26T00:28:15+00:00');
INSERT INTO "postings" VALUES (2, 'telegram:7', '1016', 'picture', 'quote we shall see', 1, '2020-05-01', 'en', 'UTC', 1, '2026-11-26T00:28:17+00:00');
INSERT INTO "postings" VALUES (3, 'telegram:7', '1019', 'text', 'news 2 about:all', 1, '2020-05-02', 'en', 'UTC', 2, '2026-11-26T00:28:19+00:00');
INSERT INTO "postings" VALUES (4, 'telegram:7', '1021', 'picture', 'chamber diet', 1, '2020-05-02', 'en', 'UTC', 2, '2026-11-26T00:28:19+00:00');
INSERT INTO "postings" VALUES (5, 'telegram:7', '1024', 'text', 'news 3 about:all', 1, '2020-05-03', 'en', 'UTC', 3, '2026-11-26T00:28:21+00:00');
INSERT INTO "postings" VALUES (6, 'telegram:7', '1026', 'picture', 'chamber diet', 1, '2020-05-03', 'en', 'UTC', 3, '2026-11-26T00:28:21+00:00');
CREATE TABLE posting_figures (
        posting INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE, figure TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (figure, posting, state)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "posting_figures" VALUES (1, 'first/blue', '45 reported');
INSERT INTO "posting_figures" VALUES (1, 'first/red', '55 reported');
INSERT INTO "posting_figures" VALUES (1, 'first/total', '100 reported');
INSERT INTO "posting_figures" VALUES (2, 'words', 'verbatim');
INSERT INTO "posting_figures" VALUES (3, 'second/blue', '46 reported');
INSERT INTO "posting_figures" VALUES (3, 'second/red', '54 reported');
INSERT INTO "posting_figures" VALUES (3, 'second/total', '100 reported');
INSERT INTO "posting_figures" VALUES (4, 'first/blue', '45 reported');
INSERT INTO "posting_figures" VALUES (4, 'first/red', '55 reported');
INSERT INTO "posting_figures" VALUES (4, 'first/total', '100 reported');
INSERT INTO "posting_figures" VALUES (4, 'second/blue', '46 reported');
INSERT INTO "posting_figures" VALUES (4, 'second/red', '54 reported');
INSERT INTO "posting_figures" VALUES (4, 'second/total', '100 reported');
INSERT INTO "posting_figures" VALUES (5, 'third/blue', '44 reported');
INSERT INTO "posting_figures" VALUES (5, 'third/red', '56 reported');
INSERT INTO "posting_figures" VALUES (5, 'third/total', '100 reported');
INSERT INTO "posting_figures" VALUES (6, 'first/blue', '45 reported');
INSERT INTO "posting_figures" VALUES (6, 'first/red', '55 reported');
INSERT INTO "posting_figures" VALUES (6, 'first/total', '100 reported');
INSERT INTO "posting_figures" VALUES (6, 'second/blue', '46 reported');
INSERT INTO "posting_figures" VALUES (6, 'second/red', '54 reported');
INSERT INTO "posting_figures" VALUES (6, 'second/total', '100 reported');
INSERT INTO "posting_figures" VALUES (6, 'third/blue', '44 reported');
INSERT INTO "posting_figures" VALUES (6, 'third/red', '56 reported');
INSERT INTO "posting_figures" VALUES (6, 'third/total', '100 reported');
CREATE TABLE editors (editor TEXT PRIMARY KEY, role TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE audit (
        n INTEGER PRIMARY KEY, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
INSERT INTO "audit" VALUES (1, 'console:root', 'propose', 'second', 'preview 96fdaa0c', '2026-11-26T00:28:17+00:00');
INSERT INTO "audit" VALUES (2, 'console:root', 'publish', 'revision 2', 'update second', '2026-11-26T00:28:18+00:00');
INSERT INTO "audit" VALUES (3, 'console:root', 'propose', 'third', 'preview 77e91b49', '2026-11-26T00:28:20+00:00');
INSERT INTO "audit" VALUES (4, 'console:root', 'publish', 'revision 3', 'update third', '2026-11-26T00:28:20+00:00');
INSERT INTO "audit" VALUES (5, 'console:root', 'propose', 'slip', 'preview 10092050', '2026-11-26T00:28:22+00:00');
INSERT INTO "audit" VALUES (6, 'console:root', 'publish', 'revision 4', 'correction slip', '2026-11-26T00:28:22+00:00');
CREATE TABLE sayings (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL, part TEXT NOT NULL, folded TEXT NOT NULL,
        began INTEGER NOT NULL, ended INTEGER
    ) STRICT;
INSERT INTO "sayings" VALUES (42364268917555201, 'words', 'quotes', 'we shall see @ann ann example', 1, NULL);
CREATE TABLE sayings_due (n INTEGER PRIMARY KEY, was TEXT) STRICT;
CREATE TABLE sayings_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "sayings_words" VALUES ('ann');
INSERT INTO "sayings_words" VALUES ('example');
INSERT INTO "sayings_words" VALUES ('see');
INSERT INTO "sayings_words" VALUES ('shall');
INSERT INTO "sayings_words" VALUES ('we');
CREATE VIRTUAL TABLE sayings_fts USING fts5(
        folded, content='sayings', content_rowid='n', detail=none, columnsize=0,
        tokenize="ascii tokenchars '@-'"
    );
DELETE FROM "sayings_fts_data";
INSERT INTO "sayings_fts_data" VALUES (1, X'0106');
INSERT INTO "sayings_fts_data" VALUES (10, X'000000000101010001010101');
INSERT INTO "sayings_fts_data" VALUES (137438953473, X'00000057053040616E6ECBA0C2C0808080010103616E6ECBA0C2C08080800101076578616D706C65CBA0C2C0808080010103736565CBA0C2C080808001020468616C6CCBA0C2C08080800101027765CBA0C2C080808001040E0D110D0E');
DELETE FROM "sayings_fts_idx";
INSERT INTO "sayings_fts_idx" VALUES (1, X'', 2);
DELETE FROM "sayings_fts_config";
INSERT INTO "sayings_fts_config" VALUES ('version', 4);
CREATE TABLE naming (store TEXT NOT NULL, changes INTEGER NOT NULL) STRICT;
INSERT INTO "naming" VALUES ('ce235817ae6e995135f24ef01b03e92e', 6);
CREATE TABLE amendments (id TEXT NOT NULL REFERENCES entities (id), kind TEXT NOT NULL, of TEXT REFERENCES entities (id), thing TEXT REFERENCES entities (id), revision INTEGER, field TEXT, value TEXT, reason TEXT NOT NULL, mistake TEXT, source TEXT REFERENCES entities (id), date TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "amendments" VALUES ('blue-slip', 'correction', 'third/blue', 'third', NULL, 'value', '43', 'a slip of ours', 'ours', NULL, NULL, 4, NULL);
INSERT INTO "amendments" VALUES ('red-slip', 'correction', 'third/red', 'third', NULL, 'value', '57', 'a slip of ours', 'ours', NULL, NULL, 4, NULL);
CREATE TABLE originals (id TEXT NOT NULL REFERENCES entities (id), rows TEXT NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
INSERT INTO "originals" VALUES ('third', '[["figures", ["third/blue", "third", 1, "blue", "blue", 44, null, null, null]], ["figures", ["third/red", "third", 0, "red", "red", 56, null, null, null]], ["figures", ["third/total", "third", 2, "total", null, 100, null, null, null]], ["tables", ["third", "diet", "seats", "seats", "2020-05-03", "paper", null, "reported", null, 0, null]]]', 4, NULL);
CREATE TABLE previews (
        id TEXT PRIMARY KEY, editor TEXT NOT NULL, role TEXT NOT NULL, request TEXT NOT NULL UNIQUE,
        content TEXT NOT NULL, head INTEGER NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL, expires TEXT NOT NULL,
        silent INTEGER NOT NULL DEFAULT 0, revision INTEGER
    ) STRICT;
INSERT INTO "previews" VALUES ('96fdaa0c', 'console:root', 'owner', 'console:e297cfad-0654-4f62-b760-c188b3072ec4', '{"dossier":"second","title":"A title","why":"A reason","timezone":"UTC","tables":{"second":{"subject":"diet","measure":"seats","unit":"seats","as_of":"2020-05-02","source":"paper","status":"reported","figures":{"red":{"value":54},"blue":{"value":46},"total":{"value":100}}}}}', 1, 'published', '2026-11-26T00:28:17+00:00', '2026-11-26T01:28:17+00:00', 0, 2);
INSERT INTO "previews" VALUES ('77e91b49', 'console:root', 'owner', 'console:b79d0bd0-0439-40e6-a9b3-c2bf0ec8bf55', '{"dossier":"third","title":"A title","why":"A reason","timezone":"UTC","tables":{"third":{"subject":"diet","measure":"seats","unit":"seats","as_of":"2020-05-03","source":"paper","status":"reported","figures":{"red":{"value":56},"blue":{"value":44},"total":{"value":100}}}}}', 2, 'published', '2026-11-26T00:28:20+00:00', '2026-11-26T01:28:20+00:00', 0, 3);
INSERT INTO "previews" VALUES ('10092050', 'console:root', 'owner', 'console:3c5013e0-e100-4606-bbf6-156011889522', '{"dossier":"slip","title":"A title","why":"A reason","timezone":"UTC","corrections":{"red-slip":{"of":"third/red","value":57,"reason":"a slip of ours","mistake":"ours"},"blue-slip":{"of":"third/blue","value":43,"reason":"a slip of ours","mistake":"ours"}}}', 3, 'published', '2026-11-26T00:28:22+00:00', '2026-11-26T01:28:22+00:00', 0, 4);
CREATE TABLE outbox (
        id INTEGER PRIMARY KEY, platform TEXT NOT NULL, chat TEXT NOT NULL, revision INTEGER NOT NULL,
        kind TEXT NOT NULL, subject TEXT NOT NULL, due TEXT NOT NULL, silent INTEGER NOT NULL, because TEXT NOT NULL,
        state TEXT NOT NULL, attempts INTEGER NOT NULL, holder TEXT, message TEXT, why TEXT,
        carrier INTEGER, ended TEXT, UNIQUE (chat, revision, kind, subject)
    ) STRICT;
INSERT INTO "outbox" VALUES (1, 'telegram', 'telegram:7', 2, 'notice', '', '2026-11-26T00:28:18+00:00', 0, 'diet=2 =2', 'sent', 1, NULL, '1019', NULL, NULL, '2026-11-26T00:28:19+00:00');
INSERT INTO "outbox" VALUES (2, 'telegram', 'telegram:7', 3, 'notice', '', '2026-11-26T00:28:20+00:00', 0, 'diet=2 =2', 'sent', 1, NULL, '1024', NULL, NULL, '2026-11-26T00:28:21+00:00');
INSERT INTO "outbox" VALUES (3, 'telegram', 'telegram:7', 4, 'notice', '', '2026-11-26T00:28:22+00:00', 0, 'diet=2 =2', 'due', 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "outbox" VALUES (4, 'telegram', 'telegram:7', 4, 'edit', '1024', '2026-11-26T00:28:22+00:00', 1, '', 'due', 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "outbox" VALUES (5, 'telegram', 'telegram:7', 4, 'edit', '1026', '2026-11-26T00:28:22+00:00', 1, '', 'due', 0, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE watches (
        id INTEGER PRIMARY KEY, chat TEXT NOT NULL, subject TEXT NOT NULL, level INTEGER NOT NULL, at TEXT NOT NULL,
        UNIQUE (chat, subject)
    ) STRICT;
INSERT INTO "watches" VALUES (1, 'telegram:7', '', 2, '2026-11-26T00:28:15+00:00');
INSERT INTO "watches" VALUES (2, 'telegram:7', 'diet', 2, '2026-11-26T00:28:15+00:00');
CREATE TABLE corrections (
        figure TEXT NOT NULL, revision INTEGER NOT NULL, before TEXT, after TEXT, wrong INTEGER NOT NULL,
        PRIMARY KEY (figure, revision)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "corrections" VALUES ('third/blue', 4, '44 reported', '43 reported', 0);
INSERT INTO "corrections" VALUES ('third/red', 4, '56 reported', '57 reported', 0);
CREATE TABLE wrongs (
        figure TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (figure, state)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "wrongs" VALUES ('third/blue', '44 reported');
INSERT INTO "wrongs" VALUES ('third/red', '56 reported');
CREATE TABLE lives (
        chat TEXT NOT NULL, message TEXT NOT NULL, medium TEXT NOT NULL, line TEXT NOT NULL, final TEXT NOT NULL,
        language TEXT NOT NULL, timezone TEXT NOT NULL, until TEXT NOT NULL, ticking INTEGER NOT NULL,
        pin INTEGER NOT NULL, revision INTEGER NOT NULL, shown TEXT NOT NULL, through TEXT NOT NULL DEFAULT '', PRIMARY KEY (chat, message)
    ) STRICT;
CREATE TABLE changes (what TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;
INSERT INTO "changes" VALUES ('chats', 1);
CREATE TABLE unsent (n INTEGER PRIMARY KEY, name TEXT NOT NULL, said TEXT NOT NULL) STRICT;
CREATE TABLE schedules (id TEXT NOT NULL REFERENCES entities (id), of TEXT REFERENCES entities (id) NOT NULL, date TEXT, stated TEXT, how TEXT, status TEXT NOT NULL, source TEXT REFERENCES entities (id) NOT NULL, via TEXT REFERENCES entities (id), words TEXT, note TEXT, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE TABLE renderings (id TEXT NOT NULL REFERENCES entities (id), of TEXT REFERENCES entities (id) NOT NULL, began INTEGER NOT NULL, ended INTEGER CHECK (ended > began), PRIMARY KEY (id, began)) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX declarations_holding ON declarations (id, dossier) WHERE ended IS NULL;
CREATE UNIQUE INDEX names_holding ON names (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX sources_holding ON sources (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX citations_holding ON citations (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX chambers_holding ON chambers (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX sizes_holding ON sizes (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX parties_holding ON parties (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX alliances_holding ON alliances (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX memberships_holding ON memberships (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX people_holding ON people (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX roles_holding ON roles (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX constituencies_holding ON constituencies (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX elections_holding ON elections (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX contests_holding ON contests (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX candidacies_holding ON candidacies (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX rules_holding ON rules (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX rule_sources_holding ON rule_sources (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX stated_holding ON stated (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX motions_holding ON motions (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX tables_holding ON tables (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX concerning_holding ON concerning (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX figures_holding ON figures (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX quotes_holding ON quotes (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX claims_holding ON claims (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX responses_holding ON responses (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX findings_holding ON findings (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX events_holding ON events (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX outcomes_holding ON outcomes (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX notes_holding ON notes (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX abouts_holding ON abouts (id, n) WHERE ended IS NULL;
CREATE UNIQUE INDEX agreeing_holding ON agreeing (id, n) WHERE ended IS NULL;
CREATE INDEX tables_subject ON tables (subject);
CREATE INDEX concerning_entity ON concerning (entity);
CREATE INDEX figures_within ON figures (within);
CREATE INDEX quotes_speaker ON quotes (speaker);
CREATE INDEX candidacies_person ON candidacies (person);
CREATE INDEX memberships_party ON memberships (party);
CREATE INDEX abouts_entity ON abouts (entity);
CREATE INDEX responses_claim ON responses (claim);
CREATE INDEX findings_claim ON findings (claim);
CREATE INDEX outcomes_of ON outcomes (of);
CREATE INDEX declarations_dossier ON declarations (dossier);
CREATE INDEX revisions_dossier ON revisions (dossier, number);
CREATE INDEX posting_figures_posting ON posting_figures (posting);
CREATE UNIQUE INDEX sayings_of ON sayings (id, part, began);
CREATE INDEX quotes_source ON quotes (source);
CREATE INDEX quotes_via ON quotes (via) WHERE via IS NOT NULL;
CREATE UNIQUE INDEX amendments_holding ON amendments (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX originals_holding ON originals (id) WHERE ended IS NULL;
CREATE INDEX amendments_thing ON amendments (thing);
CREATE INDEX amendments_began ON amendments (began);
CREATE INDEX declarations_began ON declarations (began);
CREATE INDEX declarations_ended ON declarations (ended) WHERE ended IS NOT NULL;
CREATE UNIQUE INDEX revisions_request ON revisions (request) WHERE request IS NOT NULL;
CREATE INDEX previews_open ON previews (editor, at) WHERE state IN ('open', 'waiting');
CREATE INDEX outbox_waiting ON outbox (platform, due, id) WHERE state IN ('due', 'leased');
CREATE UNIQUE INDEX outbox_told ON outbox (chat, revision) WHERE kind IN ('notice', 'digest');
CREATE INDEX outbox_progress ON outbox (revision, platform, kind, state);
CREATE INDEX outbox_carrier ON outbox (carrier) WHERE carrier IS NOT NULL;
CREATE INDEX watches_subject ON watches (subject, level, chat);
CREATE UNIQUE INDEX schedules_holding ON schedules (id) WHERE ended IS NULL;
CREATE UNIQUE INDEX renderings_holding ON renderings (id) WHERE ended IS NULL;
CREATE INDEX schedules_of ON schedules (of);
CREATE TRIGGER sayings_begin AFTER INSERT ON sayings BEGIN
        INSERT INTO sayings_due (n, was) VALUES (new.n, NULL) ON CONFLICT DO NOTHING;
    END;
CREATE TRIGGER sayings_change AFTER UPDATE OF folded ON sayings WHEN old.folded <> new.folded BEGIN
        INSERT INTO sayings_due (n, was) VALUES (old.n, old.folded) ON CONFLICT DO NOTHING;
    END;
CREATE TRIGGER sayings_go AFTER DELETE ON sayings BEGIN
        INSERT INTO sayings_due (n, was) VALUES (old.n, old.folded) ON CONFLICT DO NOTHING;
        DELETE FROM sayings_due WHERE n = old.n AND was IS NULL;
    END;
CREATE TRIGGER declarations_settle AFTER INSERT ON declarations WHEN EXISTS (SELECT 1 FROM sayings_due) BEGIN 
    INSERT INTO sayings_fts (sayings_fts, rowid, folded)
        SELECT 'delete', n, was FROM sayings_due WHERE was IS NOT NULL ORDER BY n;
    INSERT INTO sayings_fts (rowid, folded) SELECT n, folded FROM sayings_due JOIN sayings USING (n) ORDER BY n;
    INSERT OR IGNORE INTO sayings_words
        SELECT value FROM sayings_due JOIN sayings USING (n), json_each('["' || replace(folded, ' ', '","') || '"]') WHERE value NOT LIKE '@%';
    DELETE FROM sayings_words WHERE word IN (SELECT value FROM sayings_due, json_each('["' || replace(was, ' ', '","') || '"]') WHERE was IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM sayings_fts WHERE sayings_fts MATCH '"' || word || '"');
    DELETE FROM sayings_due;
 END;
CREATE TRIGGER quotes_redact AFTER UPDATE OF folded ON quotes BEGIN 
    INSERT INTO sayings_fts (sayings_fts, rowid, folded)
        SELECT 'delete', n, was FROM sayings_due WHERE was IS NOT NULL ORDER BY n;
    INSERT INTO sayings_fts (rowid, folded) SELECT n, folded FROM sayings_due JOIN sayings USING (n) ORDER BY n;
    INSERT OR IGNORE INTO sayings_words
        SELECT value FROM sayings_due JOIN sayings USING (n), json_each('["' || replace(folded, ' ', '","') || '"]') WHERE value NOT LIKE '@%';
    DELETE FROM sayings_words WHERE word IN (SELECT value FROM sayings_due, json_each('["' || replace(was, ' ', '","') || '"]') WHERE was IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM sayings_fts WHERE sayings_fts MATCH '"' || word || '"');
    DELETE FROM sayings_due;
 END;
CREATE TRIGGER quotes_say AFTER INSERT ON quotes WHEN 1 BEGIN
        INSERT INTO sayings (n, id, part, folded, began, ended)
        SELECT 1 + coalesce((SELECT max(n) FROM sayings WHERE n > base AND n < base + 8589934592), base), new.id, 'quotes', new.folded || coalesce(' @' || new.speaker, '') || coalesce(' ' || (SELECT group_concat(folded, ' ') FROM names WHERE id = new.speaker AND ended IS NULL), ''), new.began, new.ended
        FROM (SELECT (((iif(new.kind = 'headline', 2, 1)) << 55) + (coalesce(CAST(julianday(coalesce(new.date, (SELECT published FROM sources s WHERE s.id = new.source AND s.ended IS NULL), (SELECT published FROM sources s WHERE s.id = new.via AND s.ended IS NULL))) - 1721424.5 AS INTEGER), 0) << 33)) AS base);
    END;
CREATE TRIGGER quotes_end AFTER UPDATE OF ended ON quotes BEGIN
        UPDATE sayings SET ended = new.ended WHERE id = new.id AND part = 'quotes' AND ended IS NULL;
        DELETE FROM sayings WHERE id = new.id AND part = 'quotes' AND ended <= began;
    END;
CREATE TRIGGER quotes_unsay AFTER DELETE ON quotes BEGIN
        DELETE FROM sayings WHERE id = old.id AND part = 'quotes' AND began >= old.began
            AND (old.ended IS NULL OR began < old.ended);
    END;
CREATE TRIGGER quotes_reword BEFORE UPDATE OF folded ON quotes BEGIN
        UPDATE sayings SET folded = new.folded || coalesce(' @' || new.speaker, '') || coalesce(' ' || (SELECT group_concat(folded, ' ') FROM names WHERE id = new.speaker AND ended IS NULL), '') WHERE id = new.id AND part = 'quotes'
            AND began >= new.began AND (new.ended IS NULL OR began < new.ended);
    END;
CREATE TRIGGER names_say AFTER INSERT ON names BEGIN
        UPDATE naming SET changes = changes + 1;
        UPDATE sayings SET folded = folded || ' ' || new.folded
            WHERE part = 'quotes' AND ended IS NULL AND instr(' ' || folded || ' ', ' ' || new.folded || ' ') = 0
            AND id IN (SELECT id FROM quotes WHERE speaker = new.id AND ended IS NULL);
    END;
CREATE TRIGGER names_end AFTER UPDATE ON names BEGIN UPDATE naming SET changes = changes + 1; END;
CREATE TRIGGER names_unsay AFTER DELETE ON names BEGIN UPDATE naming SET changes = changes + 1; END;
CREATE TRIGGER sources_redate AFTER INSERT ON sources
    WHEN EXISTS (
        SELECT 1 FROM sources s WHERE s.id = new.id AND s.ended = new.began AND s.published IS NOT new.published
    ) BEGIN
        DELETE FROM sayings WHERE part = 'quotes' AND began = new.began AND id IN (
    SELECT id FROM quotes WHERE source = new.id AND date IS NULL AND ended IS NULL
    UNION SELECT id FROM quotes WHERE via = new.id AND date IS NULL AND ended IS NULL
);
        UPDATE sayings SET ended = new.began WHERE part = 'quotes' AND ended IS NULL AND id IN (
    SELECT id FROM quotes WHERE source = new.id AND date IS NULL AND ended IS NULL
    UNION SELECT id FROM quotes WHERE via = new.id AND date IS NULL AND ended IS NULL
);
        INSERT INTO sayings (n, id, part, folded, began)
        SELECT 1 + coalesce((SELECT max(n) FROM sayings WHERE n > base AND n < base + 8589934592), base) + row_number() OVER (PARTITION BY base ORDER BY id) - 1,
            id, 'quotes', folded, new.began
        FROM (
            SELECT q.id, q.folded || coalesce(' @' || q.speaker, '') || coalesce(' ' || (SELECT group_concat(folded, ' ') FROM names WHERE id = q.speaker AND ended IS NULL), '') AS folded, (((iif(q.kind = 'headline', 2, 1)) << 55) + (coalesce(CAST(julianday(coalesce(q.date, (SELECT published FROM sources s WHERE s.id = q.source AND s.ended IS NULL), (SELECT published FROM sources s WHERE s.id = q.via AND s.ended IS NULL))) - 1721424.5 AS INTEGER), 0) << 33)) AS base
            FROM quotes q WHERE q.ended IS NULL AND q.id IN (
    SELECT id FROM quotes WHERE source = new.id AND date IS NULL AND ended IS NULL
    UNION SELECT id FROM quotes WHERE via = new.id AND date IS NULL AND ended IS NULL
)
        );
    END;
CREATE TRIGGER motions_say AFTER INSERT ON motions WHEN new.question IS NOT NULL BEGIN
        INSERT INTO sayings (n, id, part, folded, began, ended)
        SELECT 1 + coalesce((SELECT max(n) FROM sayings WHERE n > base AND n < base + 8589934592), base), new.id, 'motions', folded(new.question), new.began, new.ended
        FROM (SELECT (((3) << 55) + (coalesce(CAST(julianday((SELECT published FROM sources s WHERE s.id = new.source AND s.ended IS NULL)) - 1721424.5 AS INTEGER), 0) << 33)) AS base);
    END;
CREATE TRIGGER motions_end AFTER UPDATE OF ended ON motions BEGIN
        UPDATE sayings SET ended = new.ended WHERE id = new.id AND part = 'motions' AND ended IS NULL;
        DELETE FROM sayings WHERE id = new.id AND part = 'motions' AND ended <= began;
    END;
CREATE TRIGGER motions_unsay AFTER DELETE ON motions BEGIN
        DELETE FROM sayings WHERE id = old.id AND part = 'motions' AND began >= old.began
            AND (old.ended IS NULL OR began < old.ended);
    END;
CREATE TRIGGER claims_say AFTER INSERT ON claims WHEN 1 BEGIN
        INSERT INTO sayings (n, id, part, folded, began, ended)
        SELECT 1 + coalesce((SELECT max(n) FROM sayings WHERE n > base AND n < base + 8589934592), base), new.id, 'claims', new.folded, new.began, new.ended
        FROM (SELECT (((4) << 55) + (coalesce(CAST(julianday(coalesce((SELECT published FROM sources s WHERE s.id = new.source AND s.ended IS NULL), (SELECT published FROM sources s WHERE s.id = new.via AND s.ended IS NULL))) - 1721424.5 AS INTEGER), 0) << 33)) AS base);
    END;
CREATE TRIGGER claims_end AFTER UPDATE OF ended ON claims BEGIN
        UPDATE sayings SET ended = new.ended WHERE id = new.id AND part = 'claims' AND ended IS NULL;
        DELETE FROM sayings WHERE id = new.id AND part = 'claims' AND ended <= began;
    END;
CREATE TRIGGER claims_unsay AFTER DELETE ON claims BEGIN
        DELETE FROM sayings WHERE id = old.id AND part = 'claims' AND began >= old.began
            AND (old.ended IS NULL OR began < old.ended);
    END;
CREATE TRIGGER events_say AFTER INSERT ON events WHEN new.words IS NOT NULL BEGIN
        INSERT INTO sayings (n, id, part, folded, began, ended)
        SELECT 1 + coalesce((SELECT max(n) FROM sayings WHERE n > base AND n < base + 8589934592), base), new.id, 'events', folded(new.words), new.began, new.ended
        FROM (SELECT (((5) << 55) + (coalesce(CAST(julianday(coalesce((SELECT published FROM sources s WHERE s.id = new.source AND s.ended IS NULL), (SELECT published FROM sources s WHERE s.id = new.via AND s.ended IS NULL))) - 1721424.5 AS INTEGER), 0) << 33)) AS base);
    END;
CREATE TRIGGER events_end AFTER UPDATE OF ended ON events BEGIN
        UPDATE sayings SET ended = new.ended WHERE id = new.id AND part = 'events' AND ended IS NULL;
        DELETE FROM sayings WHERE id = new.id AND part = 'events' AND ended <= began;
    END;
CREATE TRIGGER events_unsay AFTER DELETE ON events BEGIN
        DELETE FROM sayings WHERE id = old.id AND part = 'events' AND began >= old.began
            AND (old.ended IS NULL OR began < old.ended);
    END;
COMMIT;
