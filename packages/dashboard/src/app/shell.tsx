import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { online } from './api/http.ts';
import { sections } from './sections.ts';
import { href, path } from './state/router.ts';
import { account, accounts, chooseAccount, session, signOut } from './state/session.ts';
import { chooseTheme, theme, themes } from './state/theme.ts';
import { waiting } from './state/waiting.ts';
import { formatNumber } from './text/format.ts';
import { chooseLanguage, type Language, language, languages, t } from './text/index.ts';
import { Brand } from './ui/brand.tsx';
import { Button } from './ui/button.tsx';
import { Icon } from './ui/icon.tsx';
import { Toasts } from './ui/toasts.tsx';

const inTabBar = ['overview', 'albums', 'review', 'runs'];

export function Shell({ children }: { readonly children: ComponentChildren }) {
  const open = useSignal(false);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    open.value = false;
    main.current?.scrollTo(0, 0);
  }, [path.value]);
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {t.value.nav.skip}
      </a>
      <nav class={`shell-nav ${open.value ? 'open' : ''}`} aria-label={t.value.nav.main}>
        <a href={href('/')}>
          <Brand />
        </a>
        <AccountChoice />
        {sections.value.map(({ label, items }) => (
          <div class="nav-group" key={label}>
            <div class="nav-label">{label}</div>
            {items.map((item) => (
              <a
                class="nav-link"
                key={item.name}
                href={href(item.path)}
                aria-current={current(item.path)}
              >
                <Icon name={item.icon} />
                {item.label}
                {item.name === 'review' && waiting.value > 0 && (
                  <span class="nav-count">{formatNumber(waiting.value)}</span>
                )}
              </a>
            ))}
          </div>
        ))}
        <Preferences />
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keyboards must reach what scrolls */}
      <main class="shell-main" id="content" tabIndex={0} ref={main}>
        {!online.value && (
          <div class="banner" role="status">
            {t.value.state.offline}
          </div>
        )}
        {children}
      </main>
      <nav class="tab-bar" aria-label={t.value.nav.menu}>
        {sections.value
          .flatMap(({ items }) => items)
          .filter(({ name }) => inTabBar.includes(name))
          .map((item) => (
            <a key={item.name} href={href(item.path)} aria-current={current(item.path)}>
              <Icon name={item.icon} />
              {item.label}
            </a>
          ))}
        <button
          type="button"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          <Icon name={open.value ? 'close' : 'menu'} />
          {t.value.nav.menu}
        </button>
      </nav>
      <Toasts />
    </div>
  );
}

function current(of: string): 'page' | undefined {
  const here = path.value;
  return here === of || (of !== '/' && here.startsWith(`${of}/`)) ? 'page' : undefined;
}

function AccountChoice() {
  if (accounts.value.length < 2) return null;
  return (
    <label class="field">
      <span class="label">{t.value.nav.account}</span>
      <select
        class="input"
        value={account.value}
        onChange={(event) => chooseAccount(event.currentTarget.value)}
      >
        {accounts.value.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Preferences() {
  return (
    <div class="nav-group nav-end stack">
      <div class="row row-between">
        <label>
          <span class="hidden-visually">{t.value.nav.theme}</span>
          <select
            class="input"
            value={theme.value}
            onChange={(event) => {
              const chosen = themes.find((each) => each === event.currentTarget.value);
              if (chosen) chooseTheme(chosen);
            }}
          >
            {themes.map((each) => (
              <option key={each} value={each}>
                {t.value.nav.themes[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="hidden-visually">{t.value.nav.language}</span>
          <select
            class="input"
            value={language.value}
            onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
          >
            {Object.entries(languages).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="row row-between">
        <span class="muted small truncate">{session.value?.person.name}</span>
        <Button kind="quiet" onClick={() => void signOut()}>
          {t.value.nav.signOut}
        </Button>
      </div>
    </div>
  );
}
