import type { NoticeRule } from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { isOwner } from '../state/session.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';
import { Listed, useItems } from './listed.tsx';
import { NoticeRuleForm } from './notice-rule-form.tsx';
import { Badge } from './parts.tsx';
import { Section } from './section.tsx';

/** Who is told what through which notifier, and when. */
export function NoticeRules({ notifiers }: { readonly notifiers: readonly string[] }) {
  const { notices: text, action } = t.value;
  const rules = useItems<NoticeRule>('api/notices/rules');
  const editing = useSignal<NoticeRule | 'new' | undefined>(undefined);
  const add = {
    label: text.addRule,
    run: () => {
      editing.value = 'new';
    },
  };
  return (
    <Section id="rules" title={text.rules} {...(isOwner.value && rules.data.value ? { add } : {})}>
      <p class="muted">{text.rulesText}</p>
      <Listed of={rules} empty={text.noRules}>
        {(items) => (
          <ul class="card list">
            {items.map((rule) => (
              <li key={rule.name} class="row row-between">
                <span class="stack-tight">
                  <span class="row">
                    <strong>{rule.notifier}</strong>
                    <Badge>{rule.person ?? text.everybody}</Badge>
                  </span>
                  <span class="muted small">{summaryOf(rule)}</span>
                </span>
                {isOwner.value && (
                  <span class="row">
                    <Button
                      label={`${action.edit}: ${rule.notifier}, ${summaryOf(rule)}`}
                      onClick={() => {
                        editing.value = rule;
                      }}
                    >
                      {action.edit}
                    </Button>
                    <Button
                      icon="close"
                      kind="quiet"
                      label={`${action.remove}: ${rule.notifier}, ${summaryOf(rule)}`}
                      onClick={() =>
                        void act(`api/notices/rules/${rule.name}`, {
                          method: 'DELETE',
                          done: text.ruleRemoved,
                          after: rules.reload,
                        })
                      }
                    />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
      {editing.value !== undefined && (
        <NoticeRuleForm
          notifiers={notifiers}
          rules={rules.data.value ?? []}
          {...(editing.value === 'new' ? {} : { rule: editing.value })}
          close={() => {
            editing.value = undefined;
            rules.reload();
          }}
        />
      )}
    </Section>
  );
}

function summaryOf({ kinds, daily, quiet = [], timeZone }: NoticeRule): string {
  const { notices: text } = t.value;
  const times = quiet.map(({ from, to }) => `${from}–${to}`);
  const isTimed = daily !== undefined || times.length > 0;
  const parts = [
    kinds ? formatList(kinds.map((kind) => text.kinds[kind] ?? kind)) : text.everything,
    daily === undefined ? text.atOnce : text.dailyAt(daily),
    times.length > 0 && text.quietFrom(formatList(times)),
    isTimed && (timeZone ?? 'UTC'),
  ];
  return parts.filter(Boolean).join(' · ');
}
