/** What a shell is told: how to ask the command line itself. A line of its answer is a word, a tab and what it means. */
export const scripts = {
  bash: `_earmark() {
  local IFS=$'\\n' word="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(earmark completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)" -- "$word"))
}
complete -o default -F _earmark earmark
`,
  zsh: `#compdef earmark
_earmark() {
  local line
  local -a lines described
  lines=("\${(@f)$(earmark completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#described} )); then _describe earmark described; else _files; fi
}
compdef _earmark earmark
`,
  fish: `complete -c earmark -a '(earmark completion words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName earmark -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  earmark completion words -- @words 2>$null | ForEach-Object {
    $name, $text = $_ -split "\`t", 2
    if (-not $text) { $text = $name }
    [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $text)
  }
}
`,
} as const;

export type ShellName = keyof typeof scripts;
export const shellNames = Object.keys(scripts) as readonly ShellName[];
