package btcfeed.planted.application.usecase;

/** Something only rooms further out may see. */
public interface UseCase {}
