package dev.shm.space;

/** Keeps the package from being empty until its first real class arrives. */
final class Placeholder {
    private Placeholder() {}
}
