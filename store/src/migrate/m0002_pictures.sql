-- Pictures that people send in. The files lie beside the database or on object storage, under the picture's name.

CREATE TABLE picture (
    id       {id},
    name     text   NOT NULL UNIQUE,
    owner_id bigint NOT NULL REFERENCES account (id),
    width    bigint NOT NULL,
    height   bigint NOT NULL,
    sent_at  bigint NOT NULL
);
CREATE INDEX picture_owner ON picture (owner_id, sent_at);
CREATE INDEX picture_sent ON picture (sent_at);

-- What shows a picture: `order:ID`. A picture without such a row is an orphan.
CREATE TABLE picture_use (
    subject    text   NOT NULL,
    position   bigint NOT NULL,
    picture_id bigint NOT NULL REFERENCES picture (id),
    PRIMARY KEY (subject, position)
);
CREATE INDEX picture_use_picture ON picture_use (picture_id);
