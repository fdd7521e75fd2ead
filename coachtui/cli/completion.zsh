#compdef coachtui
# What “coachtui completion zsh” prints: put it into a file _coachtui in a folder of
# $fpath, or add it to ~/.zshrc below compinit.
_coachtui() {
    local kind value meaning
    local -a found
    while IFS=$'\t' read -r kind value meaning; do
        case $kind in
            file) compset -P '*='; _files ;;
            dir) compset -P '*='; _files -/ ;;
            plain) found+=("${value//:/\\:}${meaning:+:$meaning}") ;;
        esac
    done < <(print -rl -- "${(@)words[2,CURRENT]}" |
        "${words[1]/#\~/$HOME}" completion zsh --answer 2>/dev/null)
    (( $#found )) && _describe -V coachtui found
}
if [[ $funcstack[1] == _coachtui ]]; then
    _coachtui "$@"
else
    compdef _coachtui coachtui
fi
