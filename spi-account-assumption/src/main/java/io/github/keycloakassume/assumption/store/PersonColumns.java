package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.core.model.Person;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** A person in a row; whoever embeds it names the columns. */
@Embeddable
public class PersonColumns {

    @Column(length = 36)
    private String realmId = "";

    @Column
    private String userId = "";

    @Column
    private @Nullable String name;

    /** For JPA. */
    protected PersonColumns() {}

    static PersonColumns of(Person person) {
        PersonColumns columns = new PersonColumns();
        columns.realmId = person.realmId();
        columns.userId = person.userId();
        columns.name = person.username();
        return columns;
    }

    static @Nullable PersonColumns ofNullable(@Nullable Person person) {
        return person == null ? null : of(person);
    }

    static @Nullable Person personOf(@Nullable PersonColumns columns) {
        return columns == null ? null : columns.toDomain();
    }

    /** The person; one without a name has an empty one, which Oracle keeps as null. */
    Person toDomain() {
        return new Person(realmId, userId, name == null ? "" : name);
    }
}
