import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/lists.css';
import './styles/shell.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { listenForPlaces } from './state/router.ts';
import { loadSession } from './state/session.ts';
import { chooseLanguage, preferredLanguage } from './text/index.ts';

await chooseLanguage(preferredLanguage());
listenForPlaces();
void loadSession();
const root = document.getElementById('app');
if (root) render(<App />, root);
