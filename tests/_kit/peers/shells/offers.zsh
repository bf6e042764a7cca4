# offers.zsh SCRIPT LINE...: what an interactive zsh offers at the end of each line, one line of words for each.
zmodload zsh/zpty
script=$1; shift
answers=$(mktemp -u)
mkfifo $answers
exec {fd}<>$answers # opened once for both directions, so that no answer is cut short or read twice
zpty shell zsh -f -i
say() { zpty -w shell $1 }
say "stty -echo; PS1=; autoload -Uz compinit; compinit -u -D; source $script"
say "offered=(); compadd() { local -a found; builtin compadd -A found \"\$@\"; offered+=(\$found); builtin compadd \"\$@\" }"
say "gather() { _main_complete; compstate[insert]= compstate[list]=; }; zle -C gather complete-word gather"
say "answer() { offered=(); zle gather; print -r -- \"\${(j:|:)\${(@u)offered}}\" >$answers; zle kill-whole-line; }"
say "zle -N answer; bindkey '^T' answer"
for line; do
  zpty -w -n shell "$line"$'\x14'
  read -r answer <&$fd
  print -r -- "$answer"
done
zpty -d shell
rm $answers
