export function Brand() {
  return (
    <span class="brand">
      <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path d="M10 7h12v18l-6-5-6 5z" fill="var(--sunken)" />
      </svg>
      Earmark
    </span>
  );
}
