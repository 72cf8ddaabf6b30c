package io.github.keycloakassume.core.model;

import java.util.List;

/** Carries a {@link Refusal} from the place that found it to the one that answers. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final transient List<Object> params;

    public RefusedException(Refusal refusal, Object... params) {
        super(refusal.key());
        this.refusal = refusal;
        this.params = List.of(params);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** Values that fill the message, for example the bounds of a range. */
    public List<Object> params() {
        return params;
    }
}
